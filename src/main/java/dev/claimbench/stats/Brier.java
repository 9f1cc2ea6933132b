package dev.claimbench.stats;

/**
 * Brier's score: the mean squared distance of the probabilities from what is so; 0 is best. Source:
 * Brier (1950), <i>Verification of forecasts expressed in terms of probability</i>, Monthly Weather
 * Review 78.
 */
public final class Brier {
  private Brier() {}

  /**
   * Brier's own, summed over all classes, in [0, 2].
   *
   * @param probabilities an item a row, a class a column, each in [0, 1]
   * @param gold the class of each item
   */
  public static double compute(double[][] probabilities, int[] gold) {
    PairedSamples.check(probabilities.length, gold.length);
    double sum = 0;
    for (int i = 0; i < gold.length; i++) {
      for (int k = 0; k < probabilities[i].length; k++) {
        double d = Probability.check(probabilities[i][k]) - (gold[i] == k ? 1 : 0);
        sum += d * d;
      }
    }
    return sum / gold.length;
  }
}
