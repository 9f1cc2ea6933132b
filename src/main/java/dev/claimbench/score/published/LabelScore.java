package dev.claimbench.score.published;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Confusion;
import java.util.List;
import java.util.Optional;

/**
 * Accuracy, balanced accuracy and macro-F1 of predicted verdicts, as data sets of (claim, text,
 * label) publish them, added up in constant memory.
 *
 * <p>With two classes, REFUTED and NOT_ENOUGH_INFO are one, "not supported": that is how SummEdits
 * is scored (balanced accuracy; Laban et al. 2023, §5) and how WiCE's headline is.
 */
public final class LabelScore {
  private final int classes;
  private final double[] counts;
  private long rows;

  /**
   * @param classes 3, or 2 for supported against everything else
   */
  public LabelScore(int classes) {
    this.classes = classes;
    // The last column is for no answer: wrong whatever the label.
    this.counts = new double[classes * (classes + 1)];
  }

  /** Adds one row; no prediction is wrong. */
  public void add(Verdict gold, Optional<Verdict> predicted) {
    int column = predicted.map(this::number).orElse(classes);
    counts[number(gold) * (classes + 1) + column]++;
    rows++;
  }

  private int number(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> 0;
      case REFUTED -> 1;
      case NOT_ENOUGH_INFO -> classes - 1;
    };
  }

  /** How many rows were added. */
  public long rows() {
    return rows;
  }

  public List<PublishedFigure> figures() {
    Confusion confusion = Confusion.of(classes, counts);
    return List.of(
        PublishedFigure.of("accuracy", confusion.accuracy(), rows, "no rows"),
        PublishedFigure.of("balanced_accuracy", confusion.balancedAccuracy(), rows, "no rows"),
        PublishedFigure.of("macro_f1", confusion.macroF1(), rows, "no rows"));
  }
}
