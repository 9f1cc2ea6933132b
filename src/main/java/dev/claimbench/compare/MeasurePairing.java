package dev.claimbench.compare;

import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Part;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Clusters;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.HashMap;
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
    List<Part> first = parts(a, name, stories);
    List<Part> second = parts(b, name, stories);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    ResamplingUnit unit = unit(metric, first, second);
    // A large run has sums of stories only: the other's are added up to such.
    boolean byStory =
        unit == ResamplingUnit.STORIES
            || first.stream().anyMatch(Part::ofWholeStory)
            || second.stream().anyMatch(Part::ofWholeStory);
    Map<String, double[]> rowsA = rows(first, byStory);
    Map<String, double[]> rowsB = rows(second, byStory);
    Set<String> keys = new TreeSet<>(rowsA.keySet());
    keys.addAll(rowsB.keySet());
    int width = first.get(0).sums().size();
    Clusters baseline = clusters(keys, rowsA, width);
    Clusters candidate = clusters(keys, rowsB, width);
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

  private static List<Part> parts(Scores run, String name, Predicate<String> stories) {
    return run.measure(name).map(Measure::parts).orElse(List.of()).stream()
        .filter(p -> stories.test(p.story()))
        .toList();
  }

  private static ResamplingUnit unit(Metric metric, List<Part> first, List<Part> second) {
    Set<String> stories = new TreeSet<>();
    first.forEach(p -> stories.add(p.story()));
    second.forEach(p -> stories.add(p.story()));
    return ResamplingUnit.forStories(metric.task(), stories);
  }

  private static Map<String, double[]> rows(List<Part> parts, boolean byStory) {
    Map<String, double[]> rows = new TreeMap<>();
    for (Part part : parts) {
      double[] row =
          rows.computeIfAbsent(
              byStory ? part.story() : part.group(), k -> new double[part.sums().size()]);
      List<Double> sums = part.sums();
      for (int i = 0; i < row.length; i++) {
        row[i] += sums.get(i);
      }
    }
    return rows;
  }

  /** A story to which one run brings nothing (no prediction, say) brings it zeros. */
  private static Clusters clusters(Set<String> keys, Map<String, double[]> rows, int width) {
    List<double[]> list = new ArrayList<>();
    Map<String, double[]> known = new HashMap<>(rows);
    keys.forEach(k -> list.add(known.getOrDefault(k, new double[width])));
    return Clusters.of(list);
  }
}
