package dev.claimbench.stats;

import java.util.Arrays;

/**
 * The test without a judge, which {@link PredictionPoweredTest} is measured against.
 *
 * <p>Labelling disagreements one after the other, with a look after each, and an error rate that
 * holds however often one looks and whenever one stops.
 *
 * <p>Values are the candidate's gain on each labelled disagreement: 1 where only the candidate is
 * right, -1 where only the baseline is, 0 where neither; or any bounded value, such as a story's
 * mean. Against "the mean is {@code limit} or less" a gambler starts with 1 and bets the share γ of
 * his capital each time: it is multiplied by {@code 1 - γ + γ (x - low)/(c - low)}, which is fair
 * if the mean is {@code c}. Capital, averaged over γ, exceeds 1/α with probability α at most if the
 * claim is true (Ville's inequality), at any time. The limits that cannot be rejected make an
 * interval that holds at all times at once.
 *
 * <p>Of a finite list in random order, {@code c} is what the mean of the rest would be. Then the
 * interval is about this list alone, needs no assumption of independence (the order is ours), and
 * ends at the exact mean when everything is labelled. For the news to come, give one value a story
 * and {@link #UNLIMITED}.
 *
 * <p>Sources: Ville (1939), <i>Étude critique de la notion de collectif</i>; Waudby-Smith and
 * Ramdas (2023), <i>Estimating means of bounded random variables by betting</i>, J. R. Stat. Soc. B
 * 86 (§4; without replacement: §5); the mixture over γ: Cover (1991), <i>Universal portfolios</i>,
 * and Orabona and Jun (2023), <i>Tight concentrations and confidence sequences from the regret of
 * universal portfolio</i>.
 *
 * @param range of the values, bounded; {@link Range#SIGNED} for disagreements
 * @param population how many there are in all, in random order; or {@link #UNLIMITED}
 * @param alpha two-sided error; one side has half of it
 */
public record SequentialTest(Range range, int population, double alpha) {
  /** Values are draws from something endless, independent of one another. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public SequentialTest {
    if (!range.bounded()) {
      throw new IllegalArgumentException("betting needs values in a bounded range");
    }
    if (population < 1) {
      throw new IllegalArgumentException("population must be 1 or more, got " + population);
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be between 0 and 1, got " + alpha);
    }
  }

  /**
   * The interval of the mean after these values, at level 1 - alpha: holds at all times at once, so
   * it may be looked at after each value; never wider than before.
   *
   * @param values so far, in the order they were labelled
   */
  public Interval interval(double... values) {
    check(values);
    double[] mirrored = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mirrored[i] = range.low() + (range.high() - values[i]);
    }
    double low = lower(values);
    double high = range.low() + (range.high() - lower(mirrored));
    // Both ends are found by halving, so that at the end of the list they may cross by a hair.
    return new Interval(Math.min(low, high), high, 1 - alpha);
  }

  /**
   * The most capital so far of the gambler against "the mean is {@code limit} or less"; 2/α or more
   * rejects it (α two-sided). Infinite where the rest of the list could no longer bring it there;
   * otherwise no longer counted beyond 10^200.
   */
  public double evidenceAbove(double limit, double... values) {
    check(values);
    double[] capital = PredictionPoweredTest.stakes();
    double most = 1;
    double sum = 0;
    for (int t = 0; t < values.length && most < PredictionPoweredTest.ENOUGH; t++) {
      double fair = rest(limit, sum, t) - range.low();
      if (fair < 0 || (fair == 0 && values[t] > range.low())) {
        return Double.POSITIVE_INFINITY;
      }
      if (fair > 0) {
        // Beyond the range's end every value is a loss; betting as if it were the end is still
        // fair.
        double odds = (values[t] - range.low()) / Math.min(fair, range.high() - range.low());
        most = Math.max(most, PredictionPoweredTest.spread(capital, odds));
      }
      sum += values[t];
    }
    boolean impossible =
        values.length < population
            ? rest(limit, sum, values.length) < range.low()
            : sum / population > limit;
    return impossible ? Double.POSITIVE_INFINITY : most;
  }

  /** Against "the mean is {@code limit} or more"; otherwise as {@link #evidenceAbove}. */
  public double evidenceBelow(double limit, double... values) {
    double[] mirrored = Arrays.stream(values).map(x -> range.low() + (range.high() - x)).toArray();
    return evidenceAbove(range.low() + (range.high() - limit), mirrored);
  }

  /** The greatest limit that is rejected; capital falls as the limit rises. */
  private double lower(double[] values) {
    double rejected = range.low();
    double possible = range.high();
    for (int i = 0; i < 50; i++) {
      double middle = (rejected + possible) / 2;
      if (evidenceAbove(middle, values) >= 2 / alpha) {
        rejected = middle;
      } else {
        possible = middle;
      }
    }
    return rejected;
  }

  /** What the mean of the values to come is, if that of all is {@code mean}. */
  private double rest(double mean, double sum, int seen) {
    return population == UNLIMITED
        ? mean
        : (mean * population - sum) / (population - (double) seen);
  }

  private void check(double[] values) {
    if (values.length > population) {
      throw new IllegalArgumentException(
          values.length + " values out of a population of " + population);
    }
    for (double x : values) {
      if (!(x >= range.low() && x <= range.high())) {
        throw new IllegalArgumentException(
            "values must be in " + range.low() + " to " + range.high() + ", got " + x);
      }
    }
  }
}
