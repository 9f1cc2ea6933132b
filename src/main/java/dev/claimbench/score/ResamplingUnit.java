package dev.claimbench.score;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Interval;
import dev.claimbench.task.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is drawn anew when a figure's interval is measured. */
public enum ResamplingUnit {
  /** Whole stories: what one story's articles share says nothing of the next story. */
  STORIES(""),
  /** Articles, for extraction from fewer than {@link #FEWEST_STORIES} stories. */
  ARTICLES("within this story only"),
  /** Families of claims, for verdicts on fewer than {@link #FEWEST_STORIES} stories. */
  FAMILIES("within this story only");

  public static final int FEWEST_STORIES = 5;
  public static final double LEVEL = 0.95;

  private final String mark;

  ResamplingUnit(String mark) {
    this.mark = mark;
  }

  /** What must stand beside every interval; empty for stories. */
  public String mark() {
    return mark;
  }

  /** The unit for figures of one task. */
  public static ResamplingUnit forStories(Task<?> task, Collection<String> stories) {
    return stories.stream().distinct().count() >= FEWEST_STORIES ? STORIES : within(task);
  }

  private static ResamplingUnit within(Task<?> task) {
    return switch (task.unit()) {
      case ARTICLE -> ARTICLES;
      case FAMILY -> FAMILIES;
    };
  }

  /** The sums that are independent of one another, by story or as they are. */
  List<double[]> rows(List<Part> parts) {
    Map<String, double[]> rows = new TreeMap<>();
    for (Part part : parts) {
      double[] row =
          rows.computeIfAbsent(
              this == STORIES ? part.story() : part.group(), k -> new double[part.sums().size()]);
      List<Double> sums = part.sums();
      for (int i = 0; i < row.length; i++) {
        row[i] += sums.get(i);
      }
    }
    return new ArrayList<>(rows.values());
  }

  /** How many there are. */
  public int units(List<Part> parts) {
    return (int)
        parts.stream()
            .map(part -> this == STORIES ? part.story() : part.group())
            .distinct()
            .count();
  }

  /** Empty with fewer than two units. */
  Optional<Interval> interval(Metric metric, List<Part> parts, Bootstrap bootstrap) {
    return estimate(metric, parts, bootstrap).map(estimate -> estimate.interval(LEVEL));
  }

  /** From which bounds of any level follow; empty with fewer than two units. */
  public Optional<Estimate> estimate(Metric metric, List<Part> parts, Bootstrap bootstrap) {
    List<double[]> rows = rows(parts);
    return rows.size() < 2
        ? Optional.empty()
        : bootstrap.of(Clusters.of(rows), metric::figure, metric.range());
  }
}
