package dev.claimbench.score;

import dev.claimbench.score.MetricSums.Part;
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

  static Figure compute(
      Metric metric, Details details, Optional<Bootstrap> bootstrap, KeyPool keys) {
    MetricSums tally = new MetricSums();
    if (!metric.needsCompleteRun() || details.failed() == 0) {
      metric.count(details, tally);
    }
    List<Part> parts = tally.parts(details.repeats(), keys);
    ResamplingUnit unit =
        ResamplingUnit.forStories(metric.task(), parts.stream().map(Part::story).toList());
    return new Figure(
        metric.name(),
        metric.description(),
        score(metric, parts, unit, details, bootstrap),
        unit,
        parts);
  }

  private static String whyUnscored(Metric metric, Details details) {
    boolean other =
        metric.task() == Tasks.EXTRACT
            && details.articles().stream().anyMatch(ArticleDetail::inOtherScript);
    return metric.whyUnscored(details)
        + (other ? " (claims in another script than Latin are not compared)" : "");
  }

  private static Score score(
      Metric metric,
      List<Part> parts,
      ResamplingUnit unit,
      Details details,
      Optional<Bootstrap> bootstrap) {
    if (metric.needsCompleteRun() && details.failed() > 0) {
      return new Score.Unscored(
          "run is incomplete: " + details.failed() + " of " + details.calls() + " calls failed");
    }
    if (parts.isEmpty()) {
      return new Score.Unscored(whyUnscored(metric, details));
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
      return new Score.Unscored(metric.whyUnscored(details));
    }
    // Of few predictions, a mean over repeats may be below one half.
    int n = (int) Math.max(1, Math.round(metric.size(total)));
    return new Score.Scored(value, bootstrap.flatMap(b -> unit.interval(metric, parts, b)), n);
  }
}
