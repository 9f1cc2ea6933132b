package dev.claimbench.compare;

import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Part;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Clusters;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Puts two runs' sums side by side, story by story. */
final class MeasurePairing {
  private MeasurePairing() {}

  /**
   * One figure of both.
   *
   * @param margin NaN where it decides nothing
   * @param stories which count
   * @return empty where one of the runs has no such figure; then {@link #whyNot} says why
   */
  static Optional<PairedMeasure> compute(
      Scores a, Scores b, String name, double margin, Predicate<String> stories) {
    Metric metric =
        Metrics.named(name).orElseThrow(() -> new UserError("no metric is named " + name));
    Rows first = Rows.of(a, name, stories, true);
    Rows second = Rows.of(b, name, stories, true);
    if (first.sums.isEmpty() || second.sums.isEmpty()) {
      return Optional.empty();
    }
    ResamplingUnit unit = ResamplingUnit.forStories(metric.task(), keys(first, second));
    // A large run has sums of stories only: the other's are added up to such.
    if (unit != ResamplingUnit.STORIES && !first.ofWholeStories && !second.ofWholeStories) {
      first = Rows.of(a, name, stories, false);
      second = Rows.of(b, name, stories, false);
    }
    Set<String> keys = keys(first, second);
    int width = first.sums.values().iterator().next().length;
    Clusters baseline = first.clusters(keys, width);
    Clusters candidate = second.clusters(keys, width);
    if (Double.isNaN(metric.figure(baseline.total()))
        || Double.isNaN(metric.figure(candidate.total()))) {
      return Optional.empty();
    }
    return Optional.of(
        new PairedMeasure(name, margin, baseline, candidate, metric::figure, metric.range(), unit));
  }

  /** Why a figure cannot be compared. */
  static String whyNot(Scores a, Scores b, String name) {
    for (Scores run : List.of(a, b)) {
      Optional<Measure> measure = run.measure(name);
      if (measure.isEmpty()) {
        return run.name() + " has no " + name;
      } else if (measure.get().value().isEmpty()) {
        return run.name() + ": " + measure.get().why();
      }
    }
    return "no figure over these stories";
  }

  private static Set<String> keys(Rows first, Rows second) {
    Set<String> keys = new TreeSet<>(first.sums.keySet());
    keys.addAll(second.sums.keySet());
    return keys;
  }

  /**
   * Sums of one run.
   *
   * @param sums by story or group
   * @param ofWholeStories whether some parts are no smaller than a story
   */
  private record Rows(Map<String, double[]> sums, boolean ofWholeStories) {
    /** Goes through the parts, each of which is made when it is taken. */
    static Rows of(Scores run, String name, Predicate<String> stories, boolean byStory) {
      Map<String, double[]> rows = new TreeMap<>();
      boolean whole = false;
      for (Part part : run.measure(name).map(Measure::parts).orElse(List.of())) {
        if (stories.test(part.story())) {
          whole |= part.ofWholeStory();
          List<Double> sums = part.sums();
          double[] row =
              rows.computeIfAbsent(
                  byStory ? part.story() : part.group(), k -> new double[sums.size()]);
          for (int i = 0; i < row.length; i++) {
            row[i] += sums.get(i);
          }
        }
      }
      return new Rows(rows, whole);
    }

    /** A story to which one run brings nothing (no prediction, say) brings it zeros. */
    Clusters clusters(Set<String> keys, int width) {
      double[] nothing = new double[width];
      return Clusters.of(keys.stream().map(key -> sums.getOrDefault(key, nothing)).toList());
    }
  }
}
