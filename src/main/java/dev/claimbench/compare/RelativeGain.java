package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * By how much of the baseline's own figure a candidate is better: {@code candidate / baseline − 1};
 * 0.3 is "30% more accurate". Several candidates that differ in the seed of their training alone
 * are one: their mean.
 *
 * <p>The interval is that of {@code log(candidate / baseline)}, both drawn on the same clusters
 * ({@link Bootstrap}), turned back: a ratio's own distribution is skewed (Efron and Tibshirani
 * 1993, <i>An Introduction to the Bootstrap</i>, §13). With K seeds, the half-width of {@code t(K −
 * 1) · s / √K} is added in squares, s being the standard deviation of the candidates' own logs: the
 * mean of other trainings would differ by that much. Part of s is chance of stories, which is in
 * the interval already, so that it is rather too wide than too narrow.
 *
 * @param candidate the mean of the candidates' figures
 * @param value empty where the baseline's figure is 0, or either has none
 * @param interval empty where {@code value} is, and with fewer than 2 clusters
 * @param unit what the clusters are
 * @param seeds how many candidates
 */
public record RelativeGain(
    double baseline,
    double candidate,
    Optional<Double> value,
    Optional<Interval> interval,
    ResamplingUnit unit,
    int seeds) {

  /**
   * Compares one figure of a run with that of one or more others.
   *
   * @param candidates one, or one a seed
   * @param level of the interval
   * @return empty where one of the runs has no such figure
   * @throws dev.claimbench.text.UserError where they did not answer the same questions
   */
  public static Optional<RelativeGain> compute(
      Scores baseline, List<Scores> candidates, String metric, Bootstrap bootstrap, double level) {
    List<PairedMeasure> pairs = new ArrayList<>();
    for (Scores candidate : candidates) {
      Comparability.require(baseline, candidate);
      MeasurePairing.compute(baseline, candidate, metric, Double.NaN, s -> true)
          .ifPresent(pairs::add);
    }
    return pairs.size() < candidates.size()
        ? Optional.empty()
        : Optional.of(compute(pairs, bootstrap, level));
  }

  private static RelativeGain compute(
      List<PairedMeasure> pairs, Bootstrap bootstrap, double level) {
    PairedMeasure first = pairs.get(0);
    ToDoubleFunction<double[]> statistic = first.statistic();
    int seeds = pairs.size();
    double a = statistic.applyAsDouble(first.baseline().total());
    double[] each =
        pairs.stream().mapToDouble(p -> statistic.applyAsDouble(p.candidate().total())).toArray();
    double b = Arrays.stream(each).sum() / seeds;
    if (!(a > 0)) {
      return new RelativeGain(a, b, Optional.empty(), Optional.empty(), first.unit(), seeds);
    }
    int width = first.baseline().width();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < first.baseline().count(); i++) {
      double[] row = Arrays.copyOf(first.baseline().row(i), (1 + seeds) * width);
      for (int k = 0; k < seeds; k++) {
        System.arraycopy(pairs.get(k).candidate().row(i), 0, row, (1 + k) * width, width);
      }
      rows.add(row);
    }
    double centre = Math.log(b / a);
    double between = between(each, level);
    Optional<Interval> interval =
        bootstrap
            .of(
                Clusters.of(rows),
                sums -> {
                  double before = statistic.applyAsDouble(Arrays.copyOfRange(sums, 0, width));
                  double now = 0;
                  for (int k = 1; k <= seeds; k++) {
                    now +=
                        statistic.applyAsDouble(
                            Arrays.copyOfRange(sums, k * width, (k + 1) * width));
                  }
                  double log = Math.log(now / seeds / before);
                  return Double.isFinite(log) ? log : Double.NaN;
                },
                Range.REAL)
            .map(e -> e.interval(level))
            .map(
                i ->
                    new Interval(
                        Math.expm1(centre - Math.hypot(centre - i.low(), between)),
                        Math.expm1(centre + Math.hypot(i.high() - centre, between)),
                        level));
    return new RelativeGain(a, b, Optional.of(b / a - 1), interval, first.unit(), seeds);
  }

  /** Half the width that the trainings' differences have on the scale of logs; 0 for one. */
  private static double between(double[] figures, double level) {
    int k = figures.length;
    if (k < 2) {
      return 0;
    }
    double[] logs = Arrays.stream(figures).map(Math::log).toArray();
    double mean = Arrays.stream(logs).sum() / k;
    double variance = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / (k - 1);
    // Half of Student's interval of the mean, k - 1 degrees of freedom.
    return new Estimate(mean, Math.sqrt(variance / k), k, Range.REAL, 0).upper((1 + level) / 2)
        - mean;
  }
}
