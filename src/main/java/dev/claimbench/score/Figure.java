package dev.claimbench.score;

import dev.claimbench.score.PartTable.KeyPool;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.task.Tasks;
import java.util.List;
import java.util.Optional;

/**
 * One line of the scorecard.
 *
 * @param unit what the interval was drawn over
 * @param parts what each article or family brought, on average over the repeats, so that two runs
 *     can be compared pair by pair
 */
public record Figure(
    String name, String description, Score score, ResamplingUnit unit, List<Part> parts) {
  public Figure {
    parts = MetricSums.compact(parts);
  }

  /**
   * Computes one.
   *
   * @param sums what the metric counted
   * @param gold of the extractions
   * @param of what the run is like as a whole
   */
  static Figure compute(
      Metric metric,
      MetricSums sums,
      GoldSummary gold,
      Size of,
      Optional<Bootstrap> bootstrap,
      KeyPool keys) {
    List<Part> parts = sums.parts(of.repeats(), keys);
    ResamplingUnit unit =
        ResamplingUnit.forStories(metric.task(), parts.stream().map(Part::story).toList());
    return new Figure(
        metric.name(),
        metric.description(),
        score(metric, parts, unit, gold, of, bootstrap),
        unit,
        parts);
  }

  /**
   * How much was asked.
   *
   * @param calls of all tasks
   * @param failed calls that brought no answer
   * @param repeats how many times the same was asked
   */
  record Size(int calls, long failed, int repeats) {
    static Size of(Details details) {
      return new Size(details.calls(), details.failed(), details.repeats());
    }
  }

  private static String whyUnscored(Metric metric, GoldSummary gold) {
    boolean other = metric.task() == Tasks.EXTRACT && gold.inOtherScript();
    return metric.whyUnscored(gold)
        + (other ? " (claims in another script than Latin are not compared)" : "");
  }

  private static Score score(
      Metric metric,
      List<Part> parts,
      ResamplingUnit unit,
      GoldSummary gold,
      Size of,
      Optional<Bootstrap> bootstrap) {
    if (metric.needsCompleteRun() && of.failed() > 0) {
      return new Score.Unscored(
          "run is incomplete: " + of.failed() + " of " + of.calls() + " calls failed");
    }
    if (parts.isEmpty()) {
      return new Score.Unscored(whyUnscored(metric, gold));
    }
    double[] total = new double[parts.get(0).sums().size()];
    for (Part part : parts) {
      List<Double> sums = part.sums();
      for (int i = 0; i < total.length; i++) {
        total[i] += sums.get(i);
      }
    }
    double value = metric.figure(total);
    if (Double.isNaN(value)) {
      return new Score.Unscored(metric.whyUnscored(gold));
    }
    // Of few predictions, a mean over repeats may be below one half.
    int n = (int) Math.max(1, Math.round(metric.size(total)));
    return new Score.Scored(value, bootstrap.flatMap(b -> unit.interval(metric, parts, b)), n);
  }
}
