package dev.claimbench.stats;

import java.util.List;

/**
 * What of the spread of scores is the article's doing and what is the luck of sampling, from
 * repeated runs: one-way random effects analysis of variance, the ANOVA estimator for unequal
 * repeats. Source: Searle, Casella and McCulloch (1992), <i>Variance Components</i>, §3.6; Snedecor
 * and Cochran (1967), <i>Statistical Methods</i>, ch. 10.
 *
 * @param between variance of the articles' true scores, 0 or more (a negative estimate becomes 0)
 * @param within variance of one article's score from run to run: sampling noise
 * @param groups how many articles
 */
public record VarianceComponents(double between, double within, int groups) {

  /**
   * Splits the variance.
   *
   * @param scores one row an article with its score in each repeat; 2 or more rows, none empty, one
   *     at least with 2 or more
   */
  public static VarianceComponents compute(List<double[]> scores) {
    int k = scores.size();
    double n = 0;
    double squaredSizes = 0;
    double sum = 0;
    double within = 0;
    for (double[] row : scores) {
      if (row.length == 0) {
        throw new IllegalArgumentException("an article has no repeats");
      }
      n += row.length;
      squaredSizes += (double) row.length * row.length;
      double mean = mean(row);
      sum += mean * row.length;
      for (double x : row) {
        within += (x - mean) * (x - mean);
      }
    }
    if (k < 2 || n <= k) {
      throw new IllegalArgumentException(
          "needs 2 or more articles and one repeated, got "
              + k
              + " articles, "
              + (int) n
              + " runs");
    }
    double between = 0;
    for (double[] row : scores) {
      double d = mean(row) - sum / n;
      between += row.length * d * d;
    }
    // Effective number of repeats an article: their mean less a term for inequality.
    double repeats = (n - squaredSizes / n) / (k - 1);
    double meanSquareWithin = within / (n - k);
    double component = (between / (k - 1) - meanSquareWithin) / repeats;
    return new VarianceComponents(Math.max(0, component), meanSquareWithin, k);
  }

  private static double mean(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x;
    }
    return sum / row.length;
  }
}
