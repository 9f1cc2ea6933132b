package dev.claimbench.stats;

/**
 * The values that a statistic can take. Intervals are computed on a scale on which the range has no
 * ends (the logit of the position within it), so that they never leave it and are wider towards its
 * middle, as they should be: at 0.95 there is more room below than above.
 *
 * <p>For [0, 1] the scale is the logit; for [-1, 1] it is twice Fisher's z; an unbounded range
 * keeps its own scale.
 *
 * @param low lowest value, may be -∞ together with an infinite {@code high}
 * @param high highest value, above {@code low}
 */
public record Range(double low, double high) {
  /** Proportions, precision, recall, F1, AUROC. */
  public static final Range UNIT = new Range(0, 1);

  /** Correlations, kappa, and differences of two values in [0, 1]. */
  public static final Range SIGNED = new Range(-1, 1);

  /** Anything: log-odds, times. */
  public static final Range REAL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Range {
    if (!(low < high) || Double.isInfinite(low) != Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "a range needs low < high, both finite or both infinite, got " + low + " to " + high);
    }
  }

  /** The range of the difference of two values of this range. */
  public Range ofDifferences() {
    return bounded() ? new Range(low - high, high - low) : REAL;
  }

  public boolean bounded() {
    return !Double.isInfinite(low);
  }

  public double clip(double x) {
    return Math.max(low, Math.min(high, x));
  }

  /** From a value to the scale without ends; infinite at a bounded range's ends. */
  double stretch(double x) {
    return bounded() ? StrictMath.log((x - low) / (high - x)) : x;
  }

  /** The inverse of {@link #stretch}. */
  double shrink(double z) {
    return bounded() ? low + (high - low) / (1 + StrictMath.exp(-z)) : z;
  }

  /** Derivative of {@link #stretch}: how much wider things are on that scale (delta method). */
  double slope(double x) {
    return bounded() ? (high - low) / ((x - low) * (high - x)) : 1;
  }
}
