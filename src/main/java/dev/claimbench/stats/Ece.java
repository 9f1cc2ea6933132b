package dev.claimbench.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Expected calibration error: how far probabilities are from frequencies, mean over bins of equal
 * width weighted by their items. Each bin has its upper end and lacks its lower one, except that
 * the first has 0. The probability may be that of the positive class against "is positive", or that
 * of the answer given against "is right": say which. Source: Guo et al. (2017), <i>On calibration
 * of modern neural networks</i>, ICML, eq. 3; bins: Naeini et al. (2015).
 */
public final class Ece {
  private Ece() {}

  /**
   * One bar of a reliability diagram.
   *
   * @param low lower end of the bin
   * @param high upper end of the bin
   * @param items how many fell in; 0 leaves the means NaN
   * @param predicted mean probability, in [0, 1]
   * @param observed share of positives, in [0, 1]
   */
  public record Bin(double low, double high, int items, double predicted, double observed) {}

  /**
   * All bins in order, empty ones too.
   *
   * @param probability in [0, 1], at least one
   * @param bins how many, 1 or more
   */
  public static List<Bin> bins(double[] probability, boolean[] positive, int bins) {
    PairedSamples.check(probability.length, positive.length);
    if (bins < 1) {
      throw new IllegalArgumentException("needs 1 or more bins, got " + bins);
    }
    int[] items = new int[bins];
    double[] predicted = new double[bins];
    double[] observed = new double[bins];
    for (int i = 0; i < probability.length; i++) {
      double p = Probability.check(probability[i]);
      int bin = Math.max(0, (int) Math.ceil(p * bins) - 1);
      items[bin]++;
      predicted[bin] += p;
      observed[bin] += positive[i] ? 1 : 0;
    }
    List<Bin> all = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      double low = b / (double) bins;
      double high = (b + 1) / (double) bins;
      all.add(new Bin(low, high, items[b], predicted[b] / items[b], observed[b] / items[b]));
    }
    return List.copyOf(all);
  }
}
