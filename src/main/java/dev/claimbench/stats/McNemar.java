package dev.claimbench.stats;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's test of two models on the same claims: only the claims on which exactly one is right
 * count. It takes claims for independent, so it describes and does not decide. Sources: McNemar
 * (1947), Psychometrika 12; exact: a binomial test of 1/2.
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

  /** Claims on which exactly one is right. */
  public int discordant() {
    return onlyFirst + onlySecond;
  }

  /** p of the two-sided binomial test, in [0, 1]; 1 without discordance. */
  public double exactP() {
    return discordant() == 0
        ? 1
        : BinomialTest.withDefaults()
            .test(discordant(), Math.min(onlyFirst, onlySecond), 0.5)
            .getPValue();
  }
}
