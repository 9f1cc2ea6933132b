package dev.claimbench.stats;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many more stories until a comparison can tell, if the true difference is the one observed and
 * stories go on varying as they did.
 *
 * <p>The least n with {@code (t(1-α, n-1) + t(power, n-1)) · s / √n <= |difference - limit|}, where
 * {@code s} is the standard error times the root of the present number. Source: Chow, Shao and Wang
 * (2008), <i>Sample Size Calculations in Clinical Research</i>, §3.1, with central t instead of
 * noncentral: within one story of it from ten on.
 *
 * @param alpha one-sided error; 0.025 for a two-sided test at 0.05
 * @param power wanted probability to tell, e.g. 0.8
 */
public record HowManyMore(double alpha, double power) {
  /** More than anybody labels. */
  public static final int MOST = 10_000;

  public HowManyMore {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be between 0 and 0.5, got " + alpha);
    }
    if (!(power >= 0.5 && power < 1)) {
      throw new IllegalArgumentException("power must be from 0.5 to below 1, got " + power);
    }
  }

  /**
   * Stories beyond those there are; 0 where there are enough.
   *
   * @param difference as it stands
   * @param limit what it must be distinguished from: 0, or minus the margin
   * @return empty where it would take more than {@link #MOST} in all
   */
  public OptionalInt stories(Estimate difference, double limit) {
    double sd = difference.standardError() * Math.sqrt(difference.clusters());
    OptionalInt needed = inAll(sd, difference.value() - limit);
    return needed.isEmpty()
        ? needed
        : OptionalInt.of(Math.max(0, needed.getAsInt() - difference.clusters()));
  }

  /**
   * Stories needed in all.
   *
   * @param sd standard deviation of per-story differences, 0 or more
   * @param gap how far the true difference is from what it must be distinguished from, either side
   */
  public OptionalInt inAll(double sd, double gap) {
    int low = 1; // too few
    int high = MOST;
    if (!enough(high, sd, Math.abs(gap))) {
      return OptionalInt.empty();
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (enough(middle, sd, Math.abs(gap))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalInt.of(high);
  }

  /**
   * The least true difference that these stories would probably tell from none, in the figure's
   * unit: {@code (t(1-α, n-1) + t(power, n-1)) · standard error}, the formula above solved for the
   * difference. Known as the minimum detectable effect (Bloom 1995, <i>Minimum Detectable
   * Effects</i>, Evaluation Review 19).
   *
   * @return empty with a standard error of 0, which says nothing of how stories vary
   */
  public OptionalDouble smallestDifference(Estimate difference) {
    // Sums in another order differ in their last digits: what does not vary is not quite 0.
    return difference.standardError() < 1e-12
        ? OptionalDouble.empty()
        : OptionalDouble.of(quantiles(difference.clusters()) * difference.standardError());
  }

  private boolean enough(int n, double sd, double gap) {
    return gap > 0 && quantiles(n) * sd / Math.sqrt(n) <= gap;
  }

  private double quantiles(int n) {
    TDistribution t = TDistribution.of(n - 1);
    return t.inverseSurvivalProbability(alpha) + t.inverseCumulativeProbability(power);
  }
}
