package dev.claimbench.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction: rejecting what is at or below α afterwards makes any false rejection
 * at all no likelier than α. Source: Holm (1979), <i>A simple sequentially rejective multiple test
 * procedure</i>, Scand. J. Statist. 6.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p in the order given; each 1 at most and none below its own p.
   *
   * @param p each in [0, 1]; may be empty
   */
  public static double[] adjust(double... p) {
    int[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int i = 0; i < order.length; i++) {
      largest = Math.max(largest, Math.min(1, (p.length - i) * p[order[i]]));
      adjusted[order[i]] = largest;
    }
    return adjusted;
  }

  /** Indices from the smallest p to the largest; equal ones in the order given. */
  static int[] ascending(double[] p) {
    for (double x : p) {
      if (!(x >= 0 && x <= 1)) {
        throw new IllegalArgumentException("p must be in [0, 1], got " + Arrays.toString(p));
      }
    }
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
