package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Range;
import java.util.function.ToDoubleFunction;

/**
 * One figure of two runs, cluster by cluster.
 *
 * @param margin how much worse is still the same, on the figure's own scale; NaN for a figure that
 *     is described and decides nothing
 * @param statistic of summed rows, defined over all clusters of both
 * @param range of the statistic; more is better
 * @param unit what the clusters are
 */
public record PairedMeasure(
    String metric,
    double margin,
    Clusters baseline,
    Clusters candidate,
    ToDoubleFunction<double[]> statistic,
    Range range,
    ResamplingUnit unit) {

  boolean decides() {
    return !Double.isNaN(margin);
  }
}
