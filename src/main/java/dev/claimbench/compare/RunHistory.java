package dev.claimbench.compare;

import dev.claimbench.score.Better;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.score.Scoring;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Interval;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Figures of several runs in the order in which they were started. Only runs that were asked the
 * same stand in one series: figures on other articles or labels are not the same figures.
 *
 * @param series the one with most runs first
 */
public record RunHistory(List<Series> series) {
  /**
   * A run, or a baseline whose run is not among those given.
   *
   * @param name what to call it
   * @param started when, ISO-8601; empty where it is not known
   * @param baseline the name under which it was blessed; empty where it was not
   */
  public record Entry(String name, String started, Scores scores, Optional<String> baseline) {}

  /** Runs with the same tasks, articles, gold and verdicts. */
  public record Series(List<Entry> entries, List<Curve> curves) {
    /** What all of them were asked. */
    public Scores first() {
      return entries.get(0).scores();
    }
  }

  /**
   * One figure of all runs of a series.
   *
   * @param points in the order of the entries
   */
  public record Curve(String metric, Better better, List<Point> points) {}

  /**
   * One figure of one run.
   *
   * @param value empty where there is none
   * @param interval of 95%; empty with fewer than two stories, or without a value
   * @param why why there is no value; empty where there is one
   */
  public record Point(OptionalDouble value, Optional<Interval> interval, String why) {}

  public RunHistory {
    series = List.copyOf(series);
  }

  /** What must be the same for two figures to be the same; a call that failed was asked as well. */
  private record Asked(
      String goldHash, Map<String, String> articles, Set<String> tasks, Set<String> verdicts) {
    static Asked from(Scores scores) {
      return new Asked(
          scores.goldHash(),
          scores.articles(),
          scores.outcomes().keySet(),
          scores.ids(Tasks.VERIFY.name()));
    }
  }

  /**
   * The history.
   *
   * @param baselines whose runs are not among {@code runs}; each stands with runs that were asked
   *     the same, or nowhere
   * @param metrics which figures
   * @param seed of the bootstrap
   * @throws UserError where there is no metric of that name
   */
  public static RunHistory compute(
      List<Entry> runs, List<Entry> baselines, List<String> metrics, long seed) {
    List<Metric> chosen = metrics.stream().map(RunHistory::metric).toList();
    Map<Asked, List<Entry>> alike = new LinkedHashMap<>();
    runs.forEach(e -> alike.computeIfAbsent(Asked.from(e.scores()), k -> new ArrayList<>()).add(e));
    for (Entry baseline : baselines) {
      Optional.ofNullable(alike.get(Asked.from(baseline.scores())))
          .ifPresent(list -> list.add(baseline));
    }
    alike
        .values()
        .forEach(l -> l.sort(Comparator.comparing(Entry::started).thenComparing(Entry::name)));
    Bootstrap bootstrap = new Bootstrap(Scoring.DEFAULT_RESAMPLES, seed);
    return new RunHistory(
        alike.values().stream()
            .map(list -> series(list, chosen, bootstrap))
            .sorted(Comparator.comparing((Series s) -> -s.entries().size()))
            .toList());
  }

  private static Metric metric(String name) {
    return Metrics.all().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "no metric is named '"
                        + name
                        + "'; "
                        + PolicyReader.nearest(
                            name, Metrics.all().stream().map(Metric::name).toList())));
  }

  private static Series series(List<Entry> entries, List<Metric> metrics, Bootstrap bootstrap) {
    return new Series(
        List.copyOf(entries),
        metrics.stream()
            .filter(m -> entries.get(0).scores().outcomes().containsKey(m.task().name()))
            .map(
                m ->
                    new Curve(
                        m.name(),
                        m.better(),
                        entries.stream().map(e -> point(e.scores(), m, bootstrap)).toList()))
            .toList());
  }

  private static Point point(Scores scores, Metric metric, Bootstrap bootstrap) {
    Optional<Measure> measure = scores.measure(metric.name());
    if (measure.isEmpty() || measure.get().value().isEmpty()) {
      return new Point(
          OptionalDouble.empty(),
          Optional.empty(),
          measure.map(Measure::why).filter(why -> !why.isEmpty()).orElse("has no such figure"));
    }
    // As the scorecard draws it.
    ResamplingUnit unit =
        ResamplingUnit.forStories(
            metric.task(), measure.get().parts().stream().map(p -> p.story()).toList());
    Optional<Estimate> estimate = unit.estimate(metric, measure.get().parts(), bootstrap);
    return new Point(
        measure.get().value(), estimate.map(e -> e.interval(ResamplingUnit.LEVEL)), "");
  }
}
