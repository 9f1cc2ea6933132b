package dev.claimbench.compare;

import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import dev.claimbench.stats.SequentialTest;
import java.util.List;
import java.util.Locale;

/**
 * What the labels so far say of two runs' accuracy on these verdicts. Where the runs agree, the
 * paired difference is 0 whatever the label, so that only disagreements need one; the difference is
 * their mean gain times their share. {@link SequentialTest} keeps the error rate however often one
 * looks, and the interval is about these verdicts, not about the news to come.
 *
 * @param items verdicts that both runs gave
 * @param disagreements how many differ
 * @param gains of the labelled ones, from the top of the sheet
 * @param later labels below a gap, which do not count
 * @param margin how much worse the candidate may be
 * @param alpha error rate
 */
public record SheetDecision(
    int items, int disagreements, List<Double> gains, int later, double margin, double alpha) {

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
    gains = List.copyOf(gains);
  }

  /** Of candidate - baseline accuracy over all verdicts; exact when all are labelled. */
  public Interval interval() {
    if (disagreements == 0) {
      return new Interval(0, 0, 1 - alpha);
    }
    Interval mean =
        new SequentialTest(Range.SIGNED, disagreements, alpha)
            .interval(gains.stream().mapToDouble(Double::doubleValue).toArray());
    double share = disagreements / (double) items;
    return new Interval(mean.low() * share, mean.high() * share, 1 - alpha);
  }

  /** Follows from the interval alone. */
  public Advice advice() {
    // The ends are found by halving: what is equal differs in its last digits.
    double hair = 1e-9;
    Interval interval = interval();
    if (interval.low() >= -margin - hair) {
      return Advice.SWAP;
    }
    return interval.high() < -hair || gains.size() == disagreements ? Advice.KEEP : Advice.GO_ON;
  }

  /** One line for the reader. */
  public String toText() {
    Interval interval = interval();
    String figures =
        String.format(
            Locale.ROOT,
            "%d of %d verdicts differ, %d labelled; accuracy %+.3f to %+.3f, margin %.3f",
            disagreements,
            items,
            gains.size(),
            interval.low(),
            interval.high(),
            margin);
    String next = advice() == Advice.GO_ON ? "; label the next rows and run this again" : "";
    String ignored = later == 0 ? "" : "; " + later + " labels below an empty one do not count";
    return advice().word() + ": " + figures + next + ignored;
  }
}
