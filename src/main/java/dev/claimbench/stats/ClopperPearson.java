package dev.claimbench.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The exact interval of a proportion of independent trials: never covers less than it says. Source:
 * Clopper and Pearson (1934), <i>The use of confidence or fiducial limits illustrated in the case
 * of the binomial</i>, Biometrika 26, by quantiles of the beta distribution.
 */
public final class ClopperPearson {
  private ClopperPearson() {}

  /**
   * The interval of {@code successes} out of {@code trials}.
   *
   * @param trials 1 or more
   * @param level nominal coverage in (0, 1)
   */
  public static Interval interval(int successes, int trials, double level) {
    Trials.check(successes, trials);
    double tail = (1 - level) / 2;
    int failures = trials - successes;
    double low =
        successes == 0
            ? 0
            : BetaDistribution.of(successes, failures + 1.0).inverseCumulativeProbability(tail);
    double high =
        failures == 0
            ? 1
            : BetaDistribution.of(successes + 1.0, failures).inverseSurvivalProbability(tail);
    return new Interval(low, high, level);
  }
}
