package dev.claimbench.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Scored items with their labels, sorted once from the highest score down, so that a bootstrap can
 * ask for {@link #auroc} under many weights.
 *
 * <p>{@code RankedScores.sort(new double[] {0.9, 0.4}, new boolean[] {true, false}).auroc()} is 1.
 */
public final class RankedScores {
  private final int[] order;
  private final double[] score;
  private final boolean[] positive;

  private RankedScores(int[] order, double[] score, boolean[] positive) {
    this.order = order;
    this.score = score;
    this.positive = positive;
  }

  /**
   * Sorts the items.
   *
   * @param score higher means more likely positive; not NaN, at least one
   */
  public static RankedScores sort(double[] score, boolean[] positive) {
    PairedSamples.check(score.length, positive.length);
    for (double s : score) {
      if (Double.isNaN(s)) {
        throw new IllegalArgumentException("a score must not be NaN");
      }
    }
    int[] order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -score[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new RankedScores(order, score.clone(), positive.clone());
  }

  /**
   * Area under the ROC curve: how often a positive item scores above a negative one, ties half; in
   * [0, 1], NaN without both. Sources: Mann and Whitney (1947); Hanley and McNeil (1982), Radiology
   * 143.
   */
  public double auroc() {
    return auroc(ones(), i -> i);
  }

  /**
   * The same with weights; what {@link Bootstrap#estimate} asks for, with the items' clusters.
   *
   * @param weights 0 or more, one a cluster
   * @param cluster of an item
   */
  public double auroc(double[] weights, IntUnaryOperator cluster) {
    double area = 0;
    double positives = 0;
    double negatives = 0;
    for (int from = 0; from < order.length; ) {
      double tiedPositives = 0;
      double tiedNegatives = 0;
      int to = from;
      for (; to < order.length && score[order[to]] == score[order[from]]; to++) {
        double w = weights[cluster.applyAsInt(order[to])];
        if (positive[order[to]]) {
          tiedPositives += w;
        } else {
          tiedNegatives += w;
        }
      }
      area += tiedNegatives * (positives + tiedPositives / 2);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return area / (positives * negatives);
  }

  private double[] ones() {
    double[] ones = new double[order.length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
