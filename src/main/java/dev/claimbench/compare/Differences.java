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
    return adjusted(figures.stream().map(this::tested).toList());
  }

  /**
   * What one figure shows before the others are looked at. Holds no clusters: of a large run, those
   * of all figures are many.
   *
   * @param p two-sided, unadjusted; empty where the figure decides nothing
   */
  record Tested(
      String metric,
      double margin,
      double baseline,
      double candidate,
      Optional<Estimate> estimate,
      int clusters,
      ResamplingUnit unit,
      OptionalDouble p) {}

  Tested tested(PairedMeasure figure) {
    return new Tested(
        figure.metric(),
        figure.margin(),
        figure.statistic().applyAsDouble(figure.baseline().total()),
        figure.statistic().applyAsDouble(figure.candidate().total()),
        estimate(figure),
        figure.baseline().count(),
        figure.unit(),
        figure.decides() ? OptionalDouble.of(p(figure)) : OptionalDouble.empty());
  }

  /** All figures of one family, in the order given. */
  List<Difference> adjusted(List<Tested> figures) {
    double[] p = figures.stream().flatMapToDouble(f -> f.p().stream()).toArray();
    double[] adjusted = Holm.adjust(p);
    List<Difference> differences = new ArrayList<>();
    int next = 0;
    for (Tested figure : figures) {
      differences.add(difference(figure, figure.p().isPresent() ? adjusted[next++] : 1));
    }
    return differences;
  }

  /** Two-sided, unadjusted. */
  double p(PairedMeasure figure) {
    return signFlip.swap(figure.baseline(), figure.candidate(), figure.statistic());
  }

  /** The least true loss that these stories would find; empty where the figures do not vary. */
  OptionalDouble smallest(PairedMeasure figure) {
    return estimate(figure)
        .map(new HowManyMore(alpha, POWER)::smallestDifference)
        .orElse(OptionalDouble.empty());
  }

  private Optional<Estimate> estimate(PairedMeasure figure) {
    return bootstrap.difference(
        figure.baseline(), figure.candidate(), figure.statistic(), figure.range());
  }

  private Difference difference(Tested figure, double adjusted) {
    boolean decides = figure.p().isPresent();
    Optional<Estimate> estimate =
        figure.estimate().filter(e -> figure.unit() == ResamplingUnit.STORIES && decides);
    DifferenceVerdict finding =
        estimate
            .map(e -> finding(e, figure.margin(), adjusted))
            .orElse(DifferenceVerdict.CANNOT_TELL);
    return new Difference(
        figure.metric(),
        figure.margin(),
        figure.baseline(),
        figure.candidate(),
        figure.candidate() - figure.baseline(),
        figure.estimate(),
        figure.clusters(),
        figure.unit(),
        figure.p(),
        decides ? OptionalDouble.of(adjusted) : OptionalDouble.empty(),
        finding,
        estimate.isPresent() && finding == DifferenceVerdict.CANNOT_TELL
            ? more(estimate.get(), figure.margin())
            : OptionalInt.empty(),
        estimate.isPresent()
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
  private OptionalInt more(Estimate difference, double margin) {
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
