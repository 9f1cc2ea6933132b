package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Holm;
import dev.claimbench.stats.HowManyMore;
import dev.claimbench.stats.NonInferiority;
import dev.claimbench.stats.SignFlip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The statistics of a comparison: clustered bootstrap of the paired difference ({@link Bootstrap}),
 * two-sided sign-flip over stories ({@link SignFlip}), Holm over the deciding figures ({@link
 * Holm}), and the margin ({@link NonInferiority}).
 *
 * <p>A gate errs only where it rejects an equal model, so "worse" is judged one-sided: half of the
 * two-sided p, which is the one-sided one since sign patterns come in mirrored pairs.
 *
 * @param alpha two-sided error of "better" and one-sided error of "worse", each over all deciding
 *     figures together; one-sided error of each "not worse by the margin"
 * @param bootstrap for the intervals
 * @param signFlip for p
 */
public record Differences(double alpha, Bootstrap bootstrap, SignFlip signFlip) {
  /** Of the advice on how many stories, and of the smallest difference that is found. */
  public static final double POWER = 0.8;

  /** The documented resamples and draws. */
  public static Differences standard(double alpha, long seed) {
    return new Differences(alpha, new Bootstrap(10_000, seed), SignFlip.of(seed));
  }

  /** Tests all figures of one comparison, in the order given. */
  public List<Difference> of(List<PairedMeasure> figures) {
    List<PairedMeasure> deciding = figures.stream().filter(PairedMeasure::decides).toList();
    double[] p = deciding.stream().mapToDouble(this::p).toArray();
    double[] adjusted = Holm.adjust(p);
    List<Difference> differences = new ArrayList<>();
    int next = 0;
    for (PairedMeasure figure : figures) {
      if (figure.decides()) {
        differences.add(difference(figure, OptionalDouble.of(p[next]), adjusted[next]));
        next++;
      } else {
        differences.add(difference(figure, OptionalDouble.empty(), 1));
      }
    }
    return differences;
  }

  /** Two-sided, unadjusted. */
  double p(PairedMeasure figure) {
    return signFlip.swap(figure.baseline(), figure.candidate(), figure.statistic());
  }

  /** The least true loss that these stories would find; empty where the figures do not vary. */
  OptionalDouble smallest(PairedMeasure figure) {
    return bootstrap
        .difference(figure.baseline(), figure.candidate(), figure.statistic(), figure.range())
        .map(new HowManyMore(alpha, POWER)::smallestDifference)
        .orElse(OptionalDouble.empty());
  }

  private Difference difference(PairedMeasure figure, OptionalDouble p, double adjusted) {
    double a = figure.statistic().applyAsDouble(figure.baseline().total());
    double b = figure.statistic().applyAsDouble(figure.candidate().total());
    Optional<Estimate> estimate =
        bootstrap.difference(
            figure.baseline(), figure.candidate(), figure.statistic(), figure.range());
    boolean stories = figure.unit() == ResamplingUnit.STORIES;
    DifferenceVerdict finding =
        stories && estimate.isPresent() && figure.decides()
            ? finding(estimate.get(), figure.margin(), adjusted)
            : DifferenceVerdict.CANNOT_TELL;
    return new Difference(
        figure.metric(),
        figure.margin(),
        a,
        b,
        b - a,
        estimate,
        figure.baseline().count(),
        figure.unit(),
        p,
        p.isPresent() ? OptionalDouble.of(adjusted) : p,
        finding,
        finding == DifferenceVerdict.CANNOT_TELL && stories && estimate.isPresent()
            ? more(estimate.get(), figure.margin(), figure.decides())
            : OptionalInt.empty(),
        figure.decides() && stories && estimate.isPresent()
            ? new HowManyMore(alpha, POWER).smallestDifference(estimate.get())
            : OptionalDouble.empty());
  }

  private DifferenceVerdict finding(Estimate difference, double margin, double adjusted) {
    if (adjusted <= alpha && difference.value() > 0) {
      return DifferenceVerdict.BETTER;
    }
    if (NonInferiority.equivalenceP(difference, margin) <= alpha) {
      return DifferenceVerdict.SAME;
    }
    if (NonInferiority.p(difference, margin) <= alpha) {
      return DifferenceVerdict.NOT_WORSE;
    }
    return adjusted / 2 <= alpha && difference.value() < 0
        ? DifferenceVerdict.WORSE
        : DifferenceVerdict.CANNOT_TELL;
  }

  /** Until it can be distinguished from being worse by the margin or from no difference. */
  private OptionalInt more(Estimate difference, double margin, boolean decides) {
    if (!decides) {
      return OptionalInt.empty();
    }
    OptionalInt notWorse =
        difference.value() > -margin
            ? new HowManyMore(alpha, POWER).stories(difference, -margin)
            : OptionalInt.empty();
    OptionalInt worse =
        difference.value() < 0
            ? new HowManyMore(alpha, POWER).stories(difference, 0)
            : OptionalInt.empty();
    if (notWorse.isEmpty() || worse.isEmpty()) {
      return atLeastOne(notWorse.isPresent() ? notWorse : worse);
    }
    return atLeastOne(OptionalInt.of(Math.min(notWorse.getAsInt(), worse.getAsInt())));
  }

  /** Where it is undecided now, "none more" would be no advice. */
  private static OptionalInt atLeastOne(OptionalInt stories) {
    return stories.isPresent() ? OptionalInt.of(Math.max(1, stories.getAsInt())) : stories;
  }
}
