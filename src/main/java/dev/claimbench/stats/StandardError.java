package dev.claimbench.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Standard errors of means by the central limit theorem. Source: Miller (2024), <i>Adding error
 * bars to evals</i>, arXiv 2411.00640, §2 to §4; variances have n - 1 below.
 */
public final class StandardError {
  private StandardError() {}

  /** sd / √n of independent values, 2 or more. */
  public static double mean(double... values) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException("needs 2 or more values, got " + n);
    }
    double mean = Mean.of(values);
    double squares = 0;
    for (double x : values) {
      squares += (x - mean) * (x - mean);
    }
    return Math.sqrt(squares / (n - 1) / n);
  }

  /** Of the mean difference of pairs: what two models on the same claims deserve. */
  public static double paired(double[] first, double[] second) {
    return mean(Pairs.differences(first, second));
  }

  /** Of the difference of two means from unrelated samples. */
  public static double unpaired(double[] first, double[] second) {
    return Math.hypot(mean(first), mean(second));
  }

  /**
   * Of the mean over all values, where values of one cluster are not independent: {@code √(Σ_c (Σ_i
   * (x_ci - mean))²) / n}, without small-sample correction, as in the source's §2.2; {@link
   * Jackknife} has one.
   *
   * @param clusters 2 or more, none empty
   */
  public static double clustered(List<double[]> clusters) {
    if (clusters.size() < 2) {
      throw new IllegalArgumentException("needs 2 or more clusters, got " + clusters.size());
    }
    double mean = Mean.of(clusters.stream().flatMapToDouble(Arrays::stream).toArray());
    double squares = 0;
    int n = 0;
    for (double[] cluster : clusters) {
      double sum = 0;
      for (double x : cluster) {
        sum += x - mean;
      }
      squares += sum * sum;
      n += cluster.length;
    }
    return Math.sqrt(squares) / n;
  }
}
