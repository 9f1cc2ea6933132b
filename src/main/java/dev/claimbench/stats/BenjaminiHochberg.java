package dev.claimbench.stats;

/**
 * The step-up correction of Benjamini and Hochberg: of what is at or below q afterwards, the
 * expected share of false rejections is at most q. For looking at many metrics, not for the gate.
 * Source: Benjamini and Hochberg (1995), <i>Controlling the false discovery rate</i>, J. R. Stat.
 * Soc. B 57.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Adjusted p in the order given.
   *
   * @param p each in [0, 1]; may be empty
   */
  public static double[] adjust(double... p) {
    int[] order = Holm.ascending(p);
    double[] adjusted = new double[p.length];
    double smallest = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      smallest = Math.min(smallest, p[order[i]] * p.length / (i + 1));
      adjusted[order[i]] = smallest;
    }
    return adjusted;
  }
}
