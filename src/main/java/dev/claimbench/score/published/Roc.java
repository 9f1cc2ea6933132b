package dev.claimbench.score.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The receiver operating characteristic as published scripts draw it: one point a distinct score,
 * from the highest down, those on a straight line left out.
 *
 * <p>{@link dev.claimbench.stats.RankedScores#auroc} is the same area as a quotient of whole
 * numbers. Here it is the sum of trapezoids, rounded as published, so that figures agree to the
 * last digit. Source: Fawcett (2006), <i>An introduction to ROC analysis</i>, Pattern Recognition
 * Letters 27, algorithms 1 and 2.
 *
 * @param points from (0, 0) to (1, 1)
 */
record Roc(List<Point> points) {
  Roc {
    points = List.copyOf(points);
  }

  /** Two rates in [0, 1]. */
  record Point(double falsePositives, double truePositives) {}

  /**
   * The curve.
   *
   * @param positive scores of positive items, at least one
   * @param negative scores of negative items, at least one
   */
  static Roc compute(double[] positive, double[] negative) {
    double[] thresholds =
        Arrays.stream(concat(positive, negative)).map(s -> -s).sorted().distinct().toArray();
    List<long[]> points = new ArrayList<>();
    for (double minus : thresholds) {
      points.add(new long[] {atLeast(negative, -minus), atLeast(positive, -minus)});
    }
    List<long[]> kept = new ArrayList<>();
    kept.add(new long[] {0, 0});
    for (int i = 0; i < points.size(); i++) {
      if (i == 0 || i == points.size() - 1 || bends(points, i)) {
        kept.add(points.get(i));
      }
    }
    return new Roc(
        kept.stream()
            .map(p -> new Point(p[0] / (double) negative.length, p[1] / (double) positive.length))
            .toList());
  }

  /** In [0, 1]. */
  double area() {
    double sum = 0;
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double width = to.falsePositives - from.falsePositives;
      sum += width * (to.truePositives + from.truePositives) / 2;
    }
    return sum;
  }

  private static boolean bends(List<long[]> points, int i) {
    for (int axis = 0; axis < 2; axis++) {
      long before = points.get(i)[axis] - points.get(i - 1)[axis];
      long after = points.get(i + 1)[axis] - points.get(i)[axis];
      if (before != after) {
        return true;
      }
    }
    return false;
  }

  private static long atLeast(double[] scores, double threshold) {
    return Arrays.stream(scores).filter(s -> s >= threshold).count();
  }

  private static double[] concat(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
