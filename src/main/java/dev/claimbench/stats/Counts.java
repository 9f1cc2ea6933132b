package dev.claimbench.stats;

/**
 * True positives, false positives and false negatives: what extraction is scored by, where true
 * negatives do not exist. Any number of decimals, 0 or more.
 *
 * <p>Source: van Rijsbergen (1979), <i>Information Retrieval</i>, ch. 7. Unlike scikit-learn (which
 * warns and gives 0), a zero denominator is NaN: nothing extracted has no precision.
 */
public record Counts(double tp, double fp, double fn) {
  public Counts {
    if (!(tp >= 0 && fp >= 0 && fn >= 0)) {
      throw new IllegalArgumentException(
          "counts must be 0 or more, got " + tp + ", " + fp + ", " + fn);
    }
  }

  /** From a row {tp, fp, fn}, the form that {@link Clusters} hold. */
  public static Counts of(double[] row) {
    return new Counts(row[0], row[1], row[2]);
  }

  /** tp / (tp + fp), in [0, 1]; NaN where nothing was predicted. */
  public double precision() {
    return tp / (tp + fp);
  }

  /** tp / (tp + fn), in [0, 1]; NaN where there is nothing to find. */
  public double recall() {
    return tp / (tp + fn);
  }

  /** 2tp / (2tp + fp + fn), in [0, 1]: 0 where only one side has claims, NaN where neither has. */
  public double f1() {
    return fBeta(1);
  }

  /** Recall weighs {@code beta} times as much as precision; {@code beta} above 0. */
  public double fBeta(double beta) {
    double b = beta * beta;
    return (1 + b) * tp / ((1 + b) * tp + fp + b * fn);
  }
}
