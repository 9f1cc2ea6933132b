package dev.claimbench.compare;

import dev.claimbench.stats.Interval;
import dev.claimbench.stats.PredictionPoweredTest;
import dev.claimbench.text.Text;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the labels so far say of two runs' accuracy on these verdicts. Where the runs agree, the
 * paired difference is 0 whatever the label, so that only disagreements need one; the difference is
 * their mean gain times their share. {@link PredictionPoweredTest} keeps the error rate however
 * often one looks, and the interval is about these verdicts, not about the news to come.
 *
 * @param items verdicts that both runs gave
 * @param predictions the gain that a judge expects of each that differs, in the sheet's order; all
 *     0 where there is no judge
 * @param gains of the labelled ones, from the top of the sheet
 * @param later labels below a gap, which do not count
 * @param margin how much worse the candidate may be
 * @param alpha error rate of each wrong decision: to swap for a model that is worse by more than
 *     the margin, and to keep from one that is not worse. No model is both, so one-sided
 */
public record SheetDecision(
    int items,
    List<Integer> predictions,
    List<Integer> gains,
    int later,
    double margin,
    double alpha) {

  /**
   * The decision is about these verdicts alone. Where a fifth of 200 differ, two such lots differ
   * from one another by 0.05 as a rule, which is the usual margin: 1.64 · √(0.2 / 200).
   */
  static final int FEW = 200;

  /** What to do. */
  public enum Advice {
    SWAP("swap"),
    KEEP("keep"),
    GO_ON("cannot tell");

    private final String word;

    Advice(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public SheetDecision {
    predictions = List.copyOf(predictions);
    gains = List.copyOf(gains);
  }

  /** How many of the verdicts differ. */
  public int disagreements() {
    return predictions.size();
  }

  /** Of candidate - baseline accuracy over all verdicts; exact when all are labelled. */
  public Interval interval() {
    if (predictions.isEmpty()) {
      return new Interval(0, 0, 1 - 2 * alpha);
    }
    double share = disagreements() / (double) items;
    // Of claims there may be fewer than an article may lose.
    Interval mean = test().interval(Math.max(-1, -margin / share), 0, gains);
    return new Interval(mean.low() * share, mean.high() * share, mean.level());
  }

  private PredictionPoweredTest test() {
    return new PredictionPoweredTest(predictions, 2 * alpha);
  }

  /** Whether the interval has passed the margin or 0; exact when all are labelled. */
  public Advice advice() {
    // Sums of hundredths differ in their last digit.
    double hair = 1e-9;
    double lost = -margin * items - hair;
    if (gains.size() == disagreements()) {
      return gains.stream().mapToInt(g -> g).sum() >= lost ? Advice.SWAP : Advice.KEEP;
    }
    if (test().isAbove(lost / disagreements(), gains)) {
      return Advice.SWAP;
    }
    return test().isBelow(0, gains) ? Advice.KEEP : Advice.GO_ON;
  }

  /** One line for the reader. */
  public String toText() {
    Interval interval = interval();
    String figures =
        Text.format(
            "%d of %d verdicts differ, %d labelled; accuracy %+.3f to %+.3f, margin %.3f",
            disagreements(), items, gains.size(), interval.low(), interval.high(), margin);
    String next = advice() == Advice.GO_ON ? "; label the next rows and run this again" : "";
    String ignored = later == 0 ? "" : "; " + later + " labels below an empty one do not count";
    String few = items < FEW ? "; so few verdicts say little about other articles" : "";
    return advice().word() + ": " + figures + neither() + judged() + few + next + ignored;
  }

  /** Where both are wrong, whichever differs from the other in what way. */
  private String neither() {
    long wrong = gains.stream().filter(g -> g == 0).count();
    return wrong == 0 ? "" : "; neither model right on " + wrong + " of " + gains.size();
  }

  /** How good the judge is, by the labels. */
  private String judged() {
    long right = IntStream.range(0, gains.size()).filter(this::agrees).count();
    return gains.isEmpty() || predictions.stream().allMatch(p -> p == 0)
        ? ""
        : "; judge right on " + right + " of " + gains.size();
  }

  private boolean agrees(int row) {
    return gains.get(row).equals(predictions.get(row));
  }
}
