package dev.claimbench.score;

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
    List<Part> parts = new ArrayList<>();
    sums.forEach((key, row) -> parts.add(new Part(key.story, key.group, boxed(row))));
    parts.sort(Comparator.comparing(Part::story).thenComparing(Part::group));
    return parts;
  }

  private static List<Double> boxed(double[] row) {
    List<Double> list = new ArrayList<>(row.length);
    for (double x : row) {
      list.add(x);
    }
    return list;
  }
}
