package dev.claimbench.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Wilson's score interval of a proportion of independent trials; for claims of one story use {@link
 * Bootstrap}. Source: Wilson (1927), <i>Probable inference, the law of succession, and statistical
 * inference</i>, J. Am. Stat. Assoc. 22; no continuity correction.
 */
public final class Wilson {
  private Wilson() {}

  /**
   * The interval of {@code successes} out of {@code trials}.
   *
   * @param trials 1 or more
   * @param level nominal coverage in (0, 1)
   */
  public static Interval interval(int successes, int trials, double level) {
    Trials.check(successes, trials);
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
    double n = trials;
    double p = successes / n;
    double scale = 1 + z * z / n;
    double middle = (p + z * z / (2 * n)) / scale;
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    // At none and all the formula gives 0 and 1 but for rounding.
    double low = successes == 0 ? 0 : middle - half;
    double high = successes == trials ? 1 : middle + half;
    return new Interval(low, high, level);
  }
}
