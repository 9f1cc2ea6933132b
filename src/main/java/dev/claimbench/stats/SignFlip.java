package dev.claimbench.stats;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The paired permutation test over stories: if the two models do not differ, either could have
 * given either's answers to a story, so that the sign of each story's difference is a coin's. p is
 * the share of sign patterns whose sum is at least as extreme.
 *
 * <p>Few stories are enumerated, more are drawn and counted as {@code (1 + hits) / (1 + draws)},
 * which keeps the error rate exact. Of more than {@value Bootstrap#MOST_DRAWN} nothing is drawn:
 * the sum of so many coins' signs is normal, and its variance is known. Sources: Fisher (1935),
 * <i>The Design of Experiments</i>, §21; Phipson and Smyth (2010), <i>Permutation p-values should
 * never be zero</i>; swapping the answers of any statistic: Noreen (1989), <i>Computer Intensive
 * Methods for Testing Hypotheses</i>, ch. 2, and Yeh (2000), <i>More accurate tests for the
 * statistical significance of result differences</i>, COLING; the normal approximation: Lehmann and
 * Romano (2005), <i>Testing Statistical Hypotheses</i>, §15.2.
 *
 * @param exactUpTo enumerates up to this many stories, 0 to 26; 20 takes a few milliseconds
 * @param draws beyond that, 1 or more
 * @param seed the same seed draws the same patterns
 */
public record SignFlip(int exactUpTo, int draws, long seed) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public SignFlip {
    if (!(exactUpTo >= 0 && exactUpTo <= 26)) {
      throw new IllegalArgumentException("exactUpTo must be from 0 to 26, got " + exactUpTo);
    }
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be 1 or more, got " + draws);
    }
  }

  /** Exact up to 20 stories, beyond that 20,000 draws: p is within 0.003 at 0.05. */
  public static SignFlip of(long seed) {
    return new SignFlip(20, 20_000, seed);
  }

  /**
   * Two-sided p of any statistic of summed rows: the models' rows are swapped story by story. A
   * pattern in which the statistic is not defined counts as extreme.
   *
   * @param statistic defined for both models over all stories
   */
  public double swap(Clusters baseline, Clusters candidate, ToDoubleFunction<double[]> statistic) {
    PairedSamples.checkClusters(baseline, candidate);
    if (baseline.width() != candidate.width()) {
      throw new IllegalArgumentException(
          "rows of " + baseline.width() + " and " + candidate.width() + " cannot be swapped");
    }
    double observed =
        Math.abs(
            statistic.applyAsDouble(candidate.total()) - statistic.applyAsDouble(baseline.total()));
    if (Double.isNaN(observed)) {
      throw new IllegalArgumentException("the statistic is not defined over all stories");
    }
    int n = baseline.count();
    if (isNormal(n)) {
      return normal(baseline, candidate, statistic, observed);
    }
    ClusterExchange swap = new ClusterExchange(baseline, candidate, statistic);
    BooleanSupplier extreme = () -> !(Math.abs(swap.difference()) < observed - 1e-12);
    return n <= exactUpTo ? enumerate(n, swap, extreme) : draw(n, swap, extreme);
  }

  /** Whether p is the normal approximation's with so many stories. */
  public static boolean isNormal(int stories) {
    return stories > Bootstrap.MOST_DRAWN;
  }

  /**
   * Where the models do not differ, both have the mean of their rows, and a story's sign moves half
   * of its difference from one to the other: the variance is the sum of what single stories move,
   * squared.
   */
  private static double normal(
      Clusters baseline,
      Clusters candidate,
      ToDoubleFunction<double[]> statistic,
      double observed) {
    double[] a = baseline.total();
    double[] b = candidate.total();
    double[] more = new double[a.length];
    double[] less = new double[a.length];
    double variance = 0;
    for (int i = 0; i < baseline.count(); i++) {
      double[] rowA = baseline.row(i);
      double[] rowB = candidate.row(i);
      for (int j = 0; j < a.length; j++) {
        double mean = (a[j] + b[j]) / 2;
        double half = (rowB[j] - rowA[j]) / 2;
        more[j] = mean + half;
        less[j] = mean - half;
      }
      double moved = statistic.applyAsDouble(more) - statistic.applyAsDouble(less);
      variance += moved * moved;
    }
    // Sums in another order differ in their last digits: such models do not differ. What is not
    // defined counts as extreme.
    return observed < 1e-12 || Double.isNaN(variance)
        ? 1
        : Math.min(1, 2 * NORMAL.survivalProbability(observed / Math.sqrt(variance)));
  }

  /** Gray's code: each pattern is one flip away from the one before. */
  private static double enumerate(int n, ClusterExchange swap, BooleanSupplier extreme) {
    long patterns = 1L << n;
    long hits = 1; // the pattern as it is
    for (long k = 1; k < patterns; k++) {
      int story = Long.numberOfTrailingZeros(k);
      swap.flip(story / ClusterExchange.GROUP, 1 << story % ClusterExchange.GROUP);
      hits += extreme.getAsBoolean() ? 1 : 0;
    }
    return hits / (double) patterns;
  }

  private double draw(int n, ClusterExchange swap, BooleanSupplier extreme) {
    SplittableRandom random = new SplittableRandom(seed);
    int group = ClusterExchange.GROUP;
    long hits = 1; // the pattern as it is
    for (int k = 0; k < draws; k++) {
      // Fair coins relative to the last pattern make a fresh fair one.
      for (int first = 0; first < n; first += group) {
        int stories = 0;
        for (int i = 0; i < Math.min(group, n - first); i++) {
          stories |= (random.nextBoolean() ? 1 : 0) << i;
        }
        swap.flip(first / group, stories);
      }
      hits += extreme.getAsBoolean() ? 1 : 0;
    }
    return hits / (1.0 + draws);
  }
}
