package dev.claimbench.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A figure with its standard error over clusters, from which intervals and bounds of any level
 * follow.
 *
 * <p>The interval is {@code shrink(stretch(value) ± t · slope · standardError)} with Student's t of
 * {@code clusters - 1} degrees of freedom, on the scale of {@link Range}: the logit interval of
 * survey statistics. Sources: Korn and Graubard (1998), <i>Confidence intervals for proportions
 * with small expected number of positive counts estimated from survey data</i>, Survey Methodology
 * 24; Lumley (2010), <i>Complex Surveys</i>, §2.3 ({@code svyciprop}, method "logit"); t with
 * clusters - 1 degrees of freedom: Cameron and Miller (2015), <i>A practitioner's guide to
 * cluster-robust inference</i>, J. Human Resources 50, §VI.
 *
 * <p>At an end of the range every cluster is perfect (or none has anything right) and the standard
 * error is 0, which proves nothing of the next cluster. There the interval is the exact one of
 * Clopper and Pearson (1934) with clusters as trials: with 8 clusters, all at 1, the lower end is
 * 0.025^(1/8) = 0.63 at level 0.95. No bounded cluster mean can do worse, so it is on the safe
 * side.
 *
 * <p>Student's t takes clusters to vary as much upwards as downwards. Where most stories lose
 * little and a few lose much, it is too sure that the loss is small, since a sample seldom has
 * enough of the few. The first term of the Cornish-Fisher expansion for a studentised mean corrects
 * that: {@code t + a (1 + 2 t²)} in place of t, where {@code a} is the acceleration towards that
 * end. It only ever makes an interval longer: a sample that has none of the few is skewed the other
 * way, so nothing is taken off the other end. Sources: Abramovitch and Singh (1985), <i>Edgeworth
 * corrected pivotal statistics and the bootstrap</i>, Ann. Stat. 13; Hall (1992), <i>The Bootstrap
 * and Edgeworth Expansion</i>, §2.6.
 *
 * @param value the statistic over all clusters, within {@code range}
 * @param standardError of {@code value}, on its own scale, 0 or more
 * @param clusters how many independent clusters it rests on, 2 or more
 * @param range what values the statistic can take
 * @param undefined share of the resamples in which the statistic had no value, in [0, 1); where
 *     this is more than a few percent the standard error is that of the defined ones only
 * @param acceleration a sixth of the skewness of {@code value}, from the clusters; 0 where it is
 *     not corrected for. Below 0 where a few clusters are far below the others
 */
public record Estimate(
    double value,
    double standardError,
    int clusters,
    Range range,
    double undefined,
    double acceleration) {
  public Estimate {
    if (!(value >= range.low() && value <= range.high())) {
      throw new IllegalArgumentException(
          "value must be in " + range.low() + " to " + range.high() + ", got " + value);
    }
    if (!(standardError >= 0)) {
      throw new IllegalArgumentException("standardError must be 0 or more, got " + standardError);
    }
    if (clusters < 2) {
      throw new IllegalArgumentException("needs 2 or more clusters, got " + clusters);
    }
    if (!(undefined >= 0 && undefined < 1)) {
      throw new IllegalArgumentException("undefined must be in [0, 1), got " + undefined);
    }
    if (!Double.isFinite(acceleration)) {
      throw new IllegalArgumentException("acceleration must be finite, got " + acceleration);
    }
  }

  /** Not corrected for skewness. */
  public Estimate(double value, double standardError, int clusters, Range range, double undefined) {
    this(value, standardError, clusters, range, undefined, 0);
  }

  /** The same, corrected for skewness. */
  Estimate withAcceleration(double of) {
    return new Estimate(value, standardError, clusters, range, undefined, of);
  }

  /** Two-sided interval; {@code level} is its nominal coverage in (0, 1). */
  public Interval interval(double level) {
    double each = (1 + level) / 2;
    return new Interval(lower(each), upper(each), level);
  }

  /** One-sided lower bound: the true value is at or above it with probability {@code level}. */
  public double lower(double level) {
    return bound(level, -1);
  }

  /** One-sided upper bound: the true value is at or below it with probability {@code level}. */
  public double upper(double level) {
    return bound(level, 1);
  }

  /** Degrees of freedom of Student's t. */
  public int degreesOfFreedom() {
    return clusters - 1;
  }

  /**
   * One-sided p of "the true value is at or below {@code limit}"; small is evidence that it is
   * above. Agrees with {@link #lower}: below 1 - level exactly where the bound is above the limit.
   *
   * @param limit within the range
   */
  public double pAtMost(double limit) {
    return tail(limit, 1);
  }

  /** One-sided p of "the true value is at or above {@code limit}"; see {@link #pAtMost}. */
  public double pAtLeast(double limit) {
    return tail(limit, -1);
  }

  private double bound(double level, int side) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, got " + level);
    }
    if (atAnEnd()) {
      double end = value;
      boolean outward = (side > 0) == (end == range.high());
      double width = range.high() - range.low();
      return outward ? end : end + side * width * (1 - StrictMath.pow(1 - level, 1.0 / clusters));
    }
    if (standardError == 0) {
      return value;
    }
    double t = TDistribution.of(degreesOfFreedom()).inverseCumulativeProbability(level);
    double far = t + longer(side) * (1 + 2 * Math.max(0, t) * t);
    double z = range.stretch(value) + side * far * range.slope(value) * standardError;
    return range.clip(range.shrink(z));
  }

  private double tail(double limit, int side) {
    if (!(limit >= range.low() && limit <= range.high())) {
      throw new IllegalArgumentException(
          "limit must be in " + range.low() + " to " + range.high() + ", got " + limit);
    }
    if (atAnEnd()) {
      double room = side * (value - limit) / (range.high() - range.low());
      return room <= 0 ? 1 : StrictMath.pow(1 - room, clusters);
    }
    double gap = side * (range.stretch(value) - range.stretch(limit));
    if (standardError == 0) {
      return gap > 0 ? 0 : 1;
    }
    double far = gap / (range.slope(value) * standardError);
    return TDistribution.of(degreesOfFreedom()).survivalProbability(student(far, longer(-side)));
  }

  /** How much longer the end on this side is than Student's: 0 or more. */
  private double longer(int side) {
    return Math.max(0, side * acceleration);
  }

  /** The t of {@code far = t + a (1 + 2 t²)}; in front of 0, where nobody decides, without t². */
  private static double student(double far, double a) {
    double t = far - a;
    // The greater root of 2 a t² + t - (far - a), in a form that does not cancel for a small a.
    return t <= 0 ? t : 2 * t / (1 + Math.sqrt(1 + 8 * a * t));
  }

  private boolean atAnEnd() {
    return value == range.low() || value == range.high();
  }
}
