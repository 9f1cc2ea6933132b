package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Interval;
import dev.claimbench.text.Text;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One line of a comparison.
 *
 * @param margin NaN for a figure that is described and decides nothing
 * @param value candidate - baseline
 * @param estimate of the difference with its standard error over clusters; empty with fewer than 2
 * @param clusters how many stories (or articles or families, as {@code unit} says)
 * @param p two-sided, by sign-flip over clusters; empty where the figure decides nothing
 * @param adjusted p by Holm over the deciding figures
 * @param finding what it says
 * @param moreStories how many more would probably tell; only with {@link
 *     DifferenceVerdict#CANNOT_TELL}
 * @param smallest the least true loss that these stories would find, one-sided and before Holm,
 *     with probability {@link Differences#POWER}; empty where the figure decides nothing, with too
 *     few stories, or where all stories differ by the same
 */
public record Difference(
    String metric,
    double margin,
    double baseline,
    double candidate,
    double value,
    Optional<Estimate> estimate,
    int clusters,
    ResamplingUnit unit,
    OptionalDouble p,
    OptionalDouble adjusted,
    DifferenceVerdict finding,
    OptionalInt moreStories,
    OptionalDouble smallest) {

  public boolean decides() {
    return !Double.isNaN(margin);
  }

  /** The 95% interval of the paired difference. */
  public Optional<Interval> interval() {
    return estimate.map(e -> e.interval(ResamplingUnit.LEVEL));
  }

  /** The finding in words, with how many more stories are needed where it cannot tell. */
  public String toText() {
    if (finding == DifferenceVerdict.WORSE) {
      double p = adjusted.orElseThrow() / 2;
      // No test has a p of 0.
      return "worse (one-sided p " + (p < 0.001 ? "< 0.001" : Text.format("%.3f", p)) + ")";
    }
    return unit == ResamplingUnit.STORIES
        ? finding.toText(moreStories)
        : finding.toText() + ": needs " + ResamplingUnit.FEWEST_STORIES + " stories or more";
  }
}
