package dev.claimbench.stats;

/**
 * Kendall's tau-b of two rankings, in [-1, 1]: the share of pairs in the same order less those in
 * opposite order, with ties corrected for. Source: Kendall (1945), <i>The treatment of ties in
 * ranking problems</i>, Biometrika 33.
 */
public final class KendallTau {
  private KendallTau() {}

  /** NaN where one of them does not rank at all (all equal). */
  public static double b(double[] first, double[] second) {
    PairedSamples.check(first.length, second.length);
    double sum = 0;
    double movesInFirst = 0;
    double movesInSecond = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < i; j++) {
        double a = Math.signum(first[i] - first[j]);
        double b = Math.signum(second[i] - second[j]);
        sum += a * b;
        movesInFirst += a == 0 ? 0 : 1;
        movesInSecond += b == 0 ? 0 : 1;
      }
    }
    return sum / Math.sqrt(movesInFirst * movesInSecond);
  }
}
