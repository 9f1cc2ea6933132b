package dev.claimbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is gained by leaving the least sure answers out: accuracy among the surest, against the
 * share that is kept. Answers of one confidence have no order: each figure is the mean over all
 * orders of theirs. Source: Geifman and El-Yaniv (2017), <i>Selective classification for deep
 * neural networks</i>, NeurIPS; the area (AURC): Geifman, Uziel and El-Yaniv (2019),
 * <i>Bias-reduced uncertainty estimation for deep neural classifiers</i>, ICLR.
 */
public final class RiskCoverage {
  private RiskCoverage() {}

  /**
   * A point of the curve.
   *
   * @param coverage share of the answers that is kept, in (0, 1]
   * @param kept how many these are
   * @param accuracy share of them that is right, in [0, 1]
   * @param confidence of the least sure of them
   */
  public record Point(double coverage, int kept, double accuracy, double confidence) {}

  /**
   * How much a wrong answer adds to the area, times n: 1/k + … + 1/n for the k-th surest. They add
   * up to n. The area is the mean share of wrong answers among the k surest, over all k from 1 to
   * n; 0 is best, and answers in random order give the share of wrong ones. For example, of three
   * answers of which the second surest is wrong: (0 + 1/2 + 1/3) / 3.
   *
   * @param confidence in [0, 1]
   */
  public static double[] weights(double[] confidence) {
    int n = confidence.length;
    List<Integer> order = order(confidence);
    double[] tail = new double[n + 1];
    for (int k = n; k >= 1; k--) {
      tail[k - 1] = tail[k] + 1.0 / k;
    }
    double[] weights = new double[n];
    for (int from = 0; from < n; ) {
      int to = tied(confidence, order, from);
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum += tail[k];
      }
      for (int k = from; k < to; k++) {
        weights[order.get(k)] = sum / (to - from);
      }
      from = to;
    }
    return weights;
  }

  /**
   * The curve at so many equal steps of coverage; fewer where there are fewer answers.
   *
   * @param steps 1 or more
   * @return from the surest on; the last keeps all
   */
  public static List<Point> curve(double[] confidence, boolean[] right, int steps) {
    PairedSamples.check(confidence.length, right.length);
    int n = confidence.length;
    List<Integer> order = order(confidence);
    double[] wrong = new double[n];
    for (int from = 0; from < n; ) {
      int to = tied(confidence, order, from);
      long all = IntStream.range(from, to).filter(k -> !right[order.get(k)]).count();
      for (int k = from; k < to; k++) {
        wrong[k] = all / (double) (to - from);
      }
      from = to;
    }
    List<Point> points = new ArrayList<>();
    double sum = 0;
    for (int k = 1, step = 1; k <= n; k++) {
      sum += wrong[k - 1];
      boolean at = false;
      while (step <= steps && (step * (long) n + steps - 1) / steps == k) {
        at = true;
        step++;
      }
      if (at) {
        points.add(new Point(k / (double) n, k, 1 - sum / k, confidence[order.get(k - 1)]));
      }
    }
    return List.copyOf(points);
  }

  /** The surest first. */
  private static List<Integer> order(double[] confidence) {
    for (double p : confidence) {
      Probability.check(p);
    }
    return IntStream.range(0, confidence.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> confidence[i]).reversed())
        .toList();
  }

  /** Where the answers of this confidence end. */
  private static int tied(double[] confidence, List<Integer> order, int from) {
    int to = from + 1;
    while (to < order.size() && confidence[order.get(to)] == confidence[order.get(from)]) {
      to++;
    }
    return to;
  }
}
