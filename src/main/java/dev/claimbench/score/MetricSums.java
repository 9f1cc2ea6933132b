package dev.claimbench.score;

import dev.claimbench.score.PartTable.KeyPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What items bring to one metric, added up by story and, within it, by article or family. */
public final class MetricSums {

  /**
   * The sums of one article (extraction) or one family of claims (verdicts).
   *
   * @param group unique over all stories
   */
  public record Part(String story, String group, List<Double> sums) {
    public Part {
      sums = List.copyOf(sums);
    }
  }

  /** Cannot be changed, and is no copy where that takes memory for nothing. */
  public static List<Part> compact(List<Part> parts) {
    return parts instanceof PartTable ? parts : List.copyOf(parts);
  }

  private record Key(String story, String group) {}

  private final Map<Key, double[]> sums = new HashMap<>();
  private int width = -1;

  /**
   * Adds a row.
   *
   * @param group the article's id, or the family's
   * @param row always of the same length
   */
  public void add(String story, String group, double... row) {
    if (width >= 0 && row.length != width) {
      throw new IllegalArgumentException("expected " + width + " numbers, got " + row.length);
    }
    width = row.length;
    double[] sum =
        sums.computeIfAbsent(new Key(story, story + "/" + group), k -> new double[width]);
    for (int i = 0; i < width; i++) {
      sum[i] += row[i];
    }
  }

  /** Sorted by story and group, so that the order of items changes nothing. */
  public List<Part> parts() {
    return parts(1, new KeyPool());
  }

  /**
   * The same on average over the repeats, so that a run asked once and one asked three times weigh
   * the same.
   *
   * @param keys of the run's other figures
   */
  List<Part> parts(int repeats, KeyPool keys) {
    List<Key> sorted = new ArrayList<>(sums.keySet());
    sorted.sort(Comparator.comparing(Key::story).thenComparing(Key::group));
    List<double[]> rows = new ArrayList<>(sorted.size());
    for (Key key : sorted) {
      double[] row = sums.get(key).clone();
      for (int i = 0; i < width; i++) {
        row[i] /= repeats;
      }
      rows.add(row);
    }
    return new PartTable(
        keys.get(
            new PartTable.Keys(
                sorted.stream().map(Key::story).toArray(String[]::new),
                sorted.stream().map(Key::group).toArray(String[]::new))),
        rows);
  }
}
