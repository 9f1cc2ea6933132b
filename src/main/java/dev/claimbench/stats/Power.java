package dev.claimbench.stats;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How likely a comparison over so many stories finds a difference, by simulation from how stories
 * really vary: per-story differences are drawn with replacement from a pilot, moved to the supposed
 * effect, and tested with Student's t.
 *
 * <p>The pilot's deviations from its mean are stretched by {@code √(n/(n-1))}, so that draws vary
 * as the pilot's unbiased variance says. Source: Efron and Tibshirani (1993), <i>An Introduction to
 * the Bootstrap</i>, §25.5 (bootstrap power); Card et al. (2020), <i>With little power comes great
 * responsibility</i>, EMNLP.
 *
 * @param alpha one-sided error; 0.025 for a two-sided test at 0.05
 * @param replicates how many simulated comparisons; 2,000 gives power within 0.02
 * @param seed the same seed draws the same stories
 */
public record Power(double alpha, int replicates, long seed) {
  public Power {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be between 0 and 0.5, got " + alpha);
    }
    if (replicates < 1) {
      throw new IllegalArgumentException("replicates must be 1 or more, got " + replicates);
    }
  }

  /**
   * A pilot from the baseline alone: deviations of the difference of two models whose per-story
   * scores vary like the baseline's and are correlated; variance {@code 2 (1 - correlation) s²}.
   *
   * @param scores the baseline's, one a story, 2 or more
   * @param correlation of two models' scores over stories, in [-1, 1]; of two runs of one model it
   *     can be measured, models of one family have about 0.8
   */
  public static double[] pilotFromBaseline(double[] scores, double correlation) {
    if (!(correlation >= -1 && correlation <= 1)) {
      throw new IllegalArgumentException("correlation must be in [-1, 1], got " + correlation);
    }
    double mean = Mean.of(scores);
    double[] pilot = new double[scores.length];
    for (int i = 0; i < pilot.length; i++) {
      pilot[i] = Math.sqrt(2 * (1 - correlation)) * (scores[i] - mean);
    }
    return pilot;
  }

  /**
   * Probability in [0, 1] that the one-sided test finds the effect.
   *
   * @param pilot per-story differences, 2 or more; only their deviations from their mean are used
   * @param stories of the comparison to be planned, 2 or more
   * @param effect true difference, away from what it must be told from: for non-inferiority the
   *     difference plus the margin
   */
  public double of(double[] pilot, int stories, double effect) {
    if (pilot.length < 2 || stories < 2) {
      throw new IllegalArgumentException(
          "needs 2 or more stories, got a pilot of " + pilot.length + " for " + stories);
    }
    double mean = Mean.of(pilot);
    double stretch = Math.sqrt(pilot.length / (pilot.length - 1.0));
    double critical = TDistribution.of(stories - 1).inverseSurvivalProbability(alpha);
    SplittableRandom random = new SplittableRandom(seed);
    int found = 0;
    for (int r = 0; r < replicates; r++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < stories; i++) {
        double d = stretch * (pilot[random.nextInt(pilot.length)] - mean);
        sum += d;
        squares += d * d;
      }
      double variance = Math.max(0, squares - sum * sum / stories) / (stories - 1);
      double t = (sum / stories + effect) / Math.sqrt(variance / stories);
      found += t > critical ? 1 : 0;
    }
    return found / (double) replicates;
  }

  /**
   * The smallest number of stories that finds the effect with the wanted power.
   *
   * @param power e.g. 0.8
   * @return empty where more than {@code most} would be needed
   */
  public OptionalInt stories(double[] pilot, double effect, double power, int most) {
    if (of(pilot, most, effect) < power) {
      return OptionalInt.empty();
    }
    int low = 1; // too few
    int high = most;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (of(pilot, middle, effect) >= power) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalInt.of(high);
  }
}
