package dev.claimbench.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Clusters that are independent of one another (stories), each with the sums that a statistic needs
 * (tp, fp, fn; or a flattened confusion matrix). A statistic over any set of clusters is a function
 * of the sum of their rows, so resampling never looks at single claims.
 *
 * <p>{@code Clusters.of(List.of(new double[] {3, 4}, new double[] {1, 2}))} has two clusters of
 * width 2 and the total {4, 6}; rows of unequal length are refused.
 */
public final class Clusters {
  private final int count;
  private final int width;

  /** Column by column, so that a weighted sum runs over consecutive numbers. */
  private final double[] columns;

  private Clusters(int count, int width, double[] columns) {
    this.count = count;
    this.width = width;
    this.columns = columns;
  }

  /**
   * Keeps a copy of the rows.
   *
   * @param rows one a cluster, all of one length of at least 1, finite
   */
  public static Clusters of(List<double[]> rows) {
    if (rows.isEmpty() || rows.get(0).length == 0) {
      throw new IllegalArgumentException("needs at least one cluster with one number");
    }
    int n = rows.size();
    int width = rows.get(0).length;
    double[] columns = new double[n * width];
    for (int i = 0; i < n; i++) {
      double[] row = rows.get(i);
      if (row.length != width) {
        throw new IllegalArgumentException(
            "cluster " + i + " has " + row.length + " numbers, expected " + width);
      }
      for (int j = 0; j < width; j++) {
        if (!Double.isFinite(row[j])) {
          throw new IllegalArgumentException("cluster " + i + " has " + row[j] + " at " + j);
        }
        columns[j * n + i] = row[j];
      }
    }
    return new Clusters(n, width, columns);
  }

  /** How many clusters. */
  public int count() {
    return count;
  }

  /** How many numbers a cluster has. */
  public int width() {
    return width;
  }

  /** A copy of one cluster's row. */
  public double[] row(int i) {
    double[] row = new double[width];
    for (int j = 0; j < width; j++) {
      row[j] = columns[j * count + i];
    }
    return row;
  }

  /** The sum of all rows. */
  public double[] total() {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    double[] sum = new double[width];
    addUp(ones, sum);
    return sum;
  }

  /** Puts the sum of all rows, each times its weight, into {@code sum}. */
  void addUp(double[] weights, double[] sum) {
    for (int j = 0; j < width; j++) {
      double s = 0;
      int offset = j * count;
      for (int i = 0; i < count; i++) {
        s += weights[i] * columns[offset + i];
      }
      sum[j] = s;
    }
  }

  /** Puts the total without one row into {@code sum}. */
  void leaveOut(int i, double[] total, double[] sum) {
    for (int j = 0; j < width; j++) {
      sum[j] = total[j] - columns[j * count + i];
    }
  }
}
