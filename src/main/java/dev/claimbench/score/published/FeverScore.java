package dev.claimbench.score.published;

import dev.claimbench.dataset.imports.Fever;
import dev.claimbench.dataset.imports.Fever.Sentence;
import dev.claimbench.dataset.imports.Row;
import dev.claimbench.text.UserError;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The five figures of the FEVER shared task, added up row by row in constant memory.
 *
 * <p>FEVER score: the label is right and, unless the gold label is NOT ENOUGH INFO, one whole gold
 * evidence group is among the first {@code maxEvidence} predicted sentences. Precision and recall
 * of evidence are means over the claims that are not NOT ENOUGH INFO (precision of no prediction:
 * 1; recall: one whole group found); F1 is that of the two means. Sources: Thorne et al. (2018),
 * <i>The Fact Extraction and VERification (FEVER) Shared Task</i>, §2.2;
 * github.com/sheffieldnlp/fever-scorer.
 */
public final class FeverScore {
  /** What the shared task scores with. */
  public static final int MAX_EVIDENCE = 5;

  private final int maxEvidence;
  private long rows;
  private long right;
  private long strict;
  private long verifiable;
  private double precision;
  private long found;

  /**
   * @param maxEvidence how many predicted sentences of a claim count, 1 or more
   */
  public FeverScore(int maxEvidence) {
    if (maxEvidence < 1) {
      throw new UserError("--max-evidence: expected 1 or more, got " + maxEvidence);
    }
    this.maxEvidence = maxEvidence;
  }

  /**
   * Adds all rows of two files that belong together line by line, as the published scorer has it.
   *
   * @throws UserError where one is longer, or two rows of one line have different ids
   */
  public FeverScore addAll(Iterator<Row> gold, Iterator<Row> predictions) {
    long rows = 0;
    while (gold.hasNext() && predictions.hasNext()) {
      add(Fever.gold(gold.next()), Fever.prediction(predictions.next()));
      rows++;
    }
    if (gold.hasNext() || predictions.hasNext()) {
      Row extra = gold.hasNext() ? gold.next() : predictions.next();
      throw new UserError(
          extra.where()
              + ": the other file ends before this row, after "
              + rows
              + " rows; gold and predictions are joined line by line");
    }
    return this;
  }

  void add(Fever.Gold gold, Fever.Prediction prediction) {
    // A redacted file has 0 for every id.
    if (!gold.id().equals("0")
        && !prediction.id().equals("0")
        && !gold.id().equals(prediction.id())) {
      throw new UserError(
          prediction.where()
              + ": expected id "
              + gold.id()
              + " as in "
              + gold.where()
              + ", got "
              + prediction.id()
              + "; put the predictions into the order of the gold");
    }
    rows++;
    boolean known = !gold.label().equals(Fever.NOT_ENOUGH_INFO);
    Set<Sentence> predicted = new HashSet<>();
    int first = Math.min(maxEvidence, prediction.evidence().size());
    List<Sentence> considered = prediction.evidence().subList(0, first);
    predicted.addAll(considered);
    boolean group = gold.evidence().stream().anyMatch(predicted::containsAll);
    if (gold.label().equals(prediction.label())) {
      right++;
      strict += !known || group ? 1 : 0;
    }
    if (known) {
      verifiable++;
      Set<Sentence> all = new HashSet<>();
      gold.evidence().forEach(all::addAll);
      double hits = considered.stream().filter(all::contains).count();
      precision += considered.isEmpty() ? 1 : hits / considered.size();
      found += group || gold.evidence().isEmpty() ? 1 : 0;
    }
  }

  /** The figures, named as the published scorer's output. */
  public List<PublishedFigure> figures() {
    double p = precision / verifiable;
    double r = (double) found / verifiable;
    String none = "no rows";
    String noneVerifiable = "no claim is SUPPORTS or REFUTES";
    return List.of(
        PublishedFigure.of("fever_score", (double) strict / rows, rows, none),
        PublishedFigure.of("label_accuracy", (double) right / rows, rows, none),
        PublishedFigure.of("evidence_precision", p, verifiable, noneVerifiable),
        PublishedFigure.of("evidence_recall", r, verifiable, noneVerifiable),
        PublishedFigure.of(
            "evidence_f1", 2 * p * r / (p + r), verifiable, "precision and recall are both 0"));
  }
}
