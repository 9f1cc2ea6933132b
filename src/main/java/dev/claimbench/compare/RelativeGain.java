package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By how much of the baseline's own figure a candidate is better: {@code candidate / baseline − 1};
 * 0.3 is "30% more accurate".
 *
 * <p>The interval is that of {@code log(candidate / baseline)}, both drawn on the same clusters
 * ({@link Bootstrap}), turned back: a ratio's own distribution is skewed (Efron and Tibshirani
 * 1993, <i>An Introduction to the Bootstrap</i>, §13).
 *
 * @param value empty where the baseline's figure is 0, or either has none
 * @param interval empty where {@code value} is, and with fewer than 2 clusters
 * @param unit what the clusters are
 */
public record RelativeGain(
    double baseline,
    double candidate,
    Optional<Double> value,
    Optional<Interval> interval,
    ResamplingUnit unit) {

  /**
   * Compares one figure of two runs.
   *
   * @param level of the interval
   * @return empty where one of the runs has no such figure
   * @throws dev.claimbench.text.UserError where they did not answer the same questions
   */
  public static Optional<RelativeGain> compute(
      Scores baseline, Scores candidate, String metric, Bootstrap bootstrap, double level) {
    Comparability.require(baseline, candidate);
    return MeasurePairing.compute(baseline, candidate, metric, Double.NaN, s -> true)
        .map(pair -> compute(pair, bootstrap, level));
  }

  private static RelativeGain compute(PairedMeasure pair, Bootstrap bootstrap, double level) {
    double a = pair.statistic().applyAsDouble(pair.baseline().total());
    double b = pair.statistic().applyAsDouble(pair.candidate().total());
    if (!(a > 0)) {
      return new RelativeGain(a, b, Optional.empty(), Optional.empty(), pair.unit());
    }
    int width = pair.baseline().width();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < pair.baseline().count(); i++) {
      double[] row = Arrays.copyOf(pair.baseline().row(i), 2 * width);
      System.arraycopy(pair.candidate().row(i), 0, row, width, width);
      rows.add(row);
    }
    Optional<Interval> interval =
        bootstrap
            .of(
                Clusters.of(rows),
                sums -> {
                  double before =
                      pair.statistic().applyAsDouble(Arrays.copyOfRange(sums, 0, width));
                  double now =
                      pair.statistic().applyAsDouble(Arrays.copyOfRange(sums, width, 2 * width));
                  double log = Math.log(now / before);
                  return Double.isFinite(log) ? log : Double.NaN;
                },
                Range.REAL)
            .map(e -> e.interval(level))
            .map(i -> new Interval(Math.expm1(i.low()), Math.expm1(i.high()), level));
    return new RelativeGain(a, b, Optional.of(b / a - 1), interval, pair.unit());
  }
}
