package dev.claimbench.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's test of two models on the same claims: only the claims on which exactly one is right
 * count. It takes claims for independent, so it describes and does not decide. Sources: McNemar
 * (1947), Psychometrika 12; correction: Edwards (1948), Psychometrika 13; exact: a binomial test of
 * 1/2.
 *
 * @param onlyFirst claims that only the first model has right, 0 or more
 * @param onlySecond claims that only the second model has right, 0 or more
 */
public record McNemar(int onlyFirst, int onlySecond) {
  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "counts must be 0 or more, got " + onlyFirst + " and " + onlySecond);
    }
  }

  /** From what each model has right, claim by claim in the same order. */
  public static McNemar compute(boolean[] first, boolean[] second) {
    PairedSamples.check(first.length, second.length);
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += !first[i] && second[i] ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond);
  }

  /** Claims on which exactly one is right. */
  public int discordant() {
    return onlyFirst + onlySecond;
  }

  /** Two-sided binomial test; the statistic is the smaller count; p is 1 without discordance. */
  public TestResult exact() {
    int smaller = Math.min(onlyFirst, onlySecond);
    double p =
        discordant() == 0
            ? 1
            : BinomialTest.withDefaults().test(discordant(), smaller, 0.5).getPValue();
    return new TestResult(smaller, p);
  }

  /**
   * Chi-squared with Edwards' correction, which never turns a tie into a difference (statsmodels
   * gives 1/n there instead of 0).
   */
  public TestResult corrected() {
    return chiSquared(1);
  }

  private TestResult chiSquared(int correction) {
    if (discordant() == 0) {
      return new TestResult(0, 1);
    }
    double gap = Math.max(0, Math.abs(onlyFirst - onlySecond) - correction);
    double statistic = gap * gap / discordant();
    return new TestResult(statistic, ChiSquaredDistribution.of(1).survivalProbability(statistic));
  }
}
