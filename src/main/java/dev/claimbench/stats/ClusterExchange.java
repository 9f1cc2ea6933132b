package dev.claimbench.stats;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Two models' totals, between which single clusters can be exchanged. What the exchange of each
 * subset of a group of clusters moves is added up once, so that a pattern takes one look-up a
 * group.
 */
final class ClusterExchange {
  /** How many clusters a group has; the last one may have fewer. */
  static final int GROUP = 8;

  private final double[] baseline;
  private final double[] candidate;
  private final double[] a;
  private final double[] b;
  private final double[] moved;

  /** By group, what each subset of it moves to the baseline: subset by subset, a row each. */
  private final double[][] moves;

  /** By group, what is exchanged. */
  private final int[] exchanged;

  private final ToDoubleFunction<double[]> statistic;

  ClusterExchange(Clusters baseline, Clusters candidate, ToDoubleFunction<double[]> statistic) {
    this.baseline = baseline.total();
    this.candidate = candidate.total();
    this.a = new double[baseline.width()];
    this.b = new double[baseline.width()];
    this.moved = new double[baseline.width()];
    this.moves = new double[(baseline.count() + GROUP - 1) / GROUP][];
    this.exchanged = new int[moves.length];
    for (int i = 0; i < moves.length; i++) {
      int first = GROUP * i;
      moves[i] = moves(baseline, candidate, first, Math.min(GROUP, baseline.count() - first));
    }
    this.statistic = statistic;
  }

  private static double[] moves(Clusters baseline, Clusters candidate, int first, int clusters) {
    int width = baseline.width();
    double[] moves = new double[width << clusters];
    for (int i = 0; i < clusters; i++) {
      double[] fromA = baseline.row(first + i);
      double[] fromB = candidate.row(first + i);
      // Each subset of the clusters so far, with this one.
      for (int subset = 0; subset < 1 << i; subset++) {
        for (int j = 0; j < width; j++) {
          moves[((1 << i) + subset) * width + j] = moves[subset * width + j] + fromB[j] - fromA[j];
        }
      }
    }
    return moves;
  }

  /** Exchanges the rows of those of a group whose bits are set; a second time puts them back. */
  void flip(int group, int clusters) {
    exchanged[group] ^= clusters;
  }

  /** candidate - baseline, NaN where either is not defined. */
  double difference() {
    Arrays.fill(moved, 0);
    for (int i = 0; i < moves.length; i++) {
      int from = exchanged[i] * moved.length;
      for (int j = 0; j < moved.length; j++) {
        moved[j] += moves[i][from + j];
      }
    }
    for (int j = 0; j < moved.length; j++) {
      a[j] = baseline[j] + moved[j];
      b[j] = candidate[j] - moved[j];
    }
    return statistic.applyAsDouble(b) - statistic.applyAsDouble(a);
  }
}
