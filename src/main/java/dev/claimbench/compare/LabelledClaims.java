package dev.claimbench.compare;

import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import dev.claimbench.stats.SequentialTest;
import java.util.List;
import java.util.Locale;

/**
 * What the labels so far say of the claims that only one of two runs took: how many more right ones
 * an article the candidate finds. It describes; what decides is the verdicts' accuracy ({@link
 * SheetDecision}).
 *
 * @param articles that both runs read
 * @param claims on the sheet
 * @param gains of the labelled ones, from the top of the sheet
 * @param alpha error rate of the interval, however often one looks
 */
public record LabelledClaims(int articles, int claims, List<Double> gains, double alpha) {
  public LabelledClaims {
    gains = List.copyOf(gains);
  }

  /** Right claims an article, candidate - baseline; exact when all are labelled. */
  public Interval interval() {
    if (claims == 0) {
      return new Interval(0, 0, 1 - alpha);
    }
    Interval mean =
        new SequentialTest(Range.SIGNED, claims, alpha)
            .interval(gains.stream().mapToDouble(Double::doubleValue).toArray());
    double each = claims / (double) articles;
    return new Interval(mean.low() * each, mean.high() * each, 1 - alpha);
  }

  /** One line for the reader. */
  public String toText() {
    Interval interval = interval();
    return String.format(
        Locale.ROOT,
        "claims that only one model took: %d, %d labelled; right: %d of the candidate's, %d of the"
            + " baseline's; candidate minus baseline in right claims per article: %+.2f to %+.2f",
        claims,
        gains.size(),
        gains.stream().filter(g -> g > 0).count(),
        gains.stream().filter(g -> g < 0).count(),
        interval.low(),
        interval.high());
  }
}
