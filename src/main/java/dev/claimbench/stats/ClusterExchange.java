package dev.claimbench.stats;

import java.util.function.ToDoubleFunction;

/** Two models' totals, between which single clusters can be exchanged. */
final class ClusterExchange {
  private final double[][] baseline;
  private final double[][] candidate;
  private final double[] a;
  private final double[] b;
  private final ToDoubleFunction<double[]> statistic;

  ClusterExchange(Clusters baseline, Clusters candidate, ToDoubleFunction<double[]> statistic) {
    if (baseline.width() != candidate.width()) {
      throw new IllegalArgumentException(
          "rows of " + baseline.width() + " and " + candidate.width() + " cannot be swapped");
    }
    this.baseline = rows(baseline);
    this.candidate = rows(candidate);
    this.a = baseline.total();
    this.b = candidate.total();
    this.statistic = statistic;
  }

  /** Exchanges one cluster's rows; a second time puts them back. */
  void flip(int cluster) {
    double[] fromA = baseline[cluster];
    double[] fromB = candidate[cluster];
    for (int j = 0; j < a.length; j++) {
      double move = fromB[j] - fromA[j];
      a[j] += move;
      b[j] -= move;
    }
    baseline[cluster] = fromB;
    candidate[cluster] = fromA;
  }

  /** candidate - baseline, NaN where either is not defined. */
  double difference() {
    return statistic.applyAsDouble(b) - statistic.applyAsDouble(a);
  }

  private static double[][] rows(Clusters clusters) {
    double[][] rows = new double[clusters.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = clusters.row(i);
    }
    return rows;
  }
}
