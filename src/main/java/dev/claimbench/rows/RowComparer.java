package dev.claimbench.rows;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Differences;
import dev.claimbench.compare.Flips;
import dev.claimbench.compare.Item;
import dev.claimbench.compare.Measure;
import dev.claimbench.compare.PairedMeasure;
import dev.claimbench.compare.Scores;
import dev.claimbench.score.MetricSums;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Range;
import dev.claimbench.text.NearestNames;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two models on rows: the mean of each metric over items, paired by item, with groups as
 * the unit of resampling. Several rows of one model, item and metric are repeats and count as their
 * mean.
 *
 * @param margins by how much a deciding metric may be worse, by name; at most 3
 * @param less metrics of which less is better; they are compared with their sign changed and stand
 *     there as {@code -NAME}
 * @param common compares the items that both have a value for, instead of refusing where one has
 *     not
 * @param alpha error rate, see {@link Differences}
 * @param seed of resampling
 */
public record RowComparer(
    Map<String, Double> margins, Set<String> less, boolean common, double alpha, long seed) {
  private static final int MOST_DECIDING = 3;

  private record Cell(String group, double value) {}

  /**
   * Compares.
   *
   * @throws UserError for a model or metric that the rows do not have, and where the models were
   *     not asked the same
   */
  public Comparison compare(RowSet set, String baseline, String candidate) {
    requireNames("model", List.of(baseline, candidate), set.models());
    requireNames("metric", margins.keySet(), set.metrics());
    requireNames("metric", less, set.metrics());
    if (margins.size() > MOST_DECIDING) {
      throw new UserError("at most 3 metrics decide, got " + margins.keySet());
    }
    List<PairedMeasure> figures = new ArrayList<>();
    Map<String, String> missing = new LinkedHashMap<>();
    List<Comparison.Change> changes = new ArrayList<>();
    Map<String, Map<String, Cell>> before = cells(set, baseline);
    Map<String, Map<String, Cell>> now = cells(set, candidate);
    List<String> metrics = new ArrayList<>(margins.keySet());
    set.metrics().stream().filter(m -> !margins.containsKey(m)).forEach(metrics::add);
    for (String metric : metrics) {
      Map<String, Cell> a = before.getOrDefault(metric, Map.of());
      Map<String, Cell> b = now.getOrDefault(metric, Map.of());
      Set<String> items = new TreeSet<>(a.keySet());
      items.retainAll(b.keySet());
      leftOut(set, metric, baseline, a.keySet(), items, candidate, b.keySet(), changes);
      a.keySet().retainAll(items);
      b.keySet().retainAll(items);
      if (items.isEmpty() && margins.containsKey(metric)) {
        throw new UserError(metric + ": no item has it from both models, so it cannot decide");
      } else if (items.isEmpty()) {
        missing.put(metric, "no item has it from both models");
      } else {
        figures.add(paired(metric, a, b));
      }
    }
    if (!set.grouped()) {
      changes.add(
          new Comparison.Change(
              "groups", "none named: items count as independent of one another", "the same"));
    }
    Scores first = scores(set, baseline, before);
    Scores second = scores(set, candidate, now);
    return new Comparison(
        first,
        second,
        alpha,
        Differences.standard(alpha, seed).of(figures),
        missing,
        Flips.compute(first, second),
        changes);
  }

  private void leftOut(
      RowSet set,
      String metric,
      String baseline,
      Set<String> a,
      Set<String> both,
      String candidate,
      Set<String> b,
      List<Comparison.Change> changes) {
    int onlyBaseline = a.size() - both.size();
    int onlyCandidate = b.size() - both.size();
    int failedBaseline = set.unscored().getOrDefault(baseline, Set.of()).size();
    int failedCandidate = set.unscored().getOrDefault(candidate, Set.of()).size();
    if (onlyBaseline + onlyCandidate == 0) {
      return;
    }
    if (!common) {
      throw new UserError(
          6,
          Text.format(
                  "%s: %d items have a value from %s only and %d from %s only (without any value:"
                      + " %d and %d); ",
                  metric,
                  onlyBaseline,
                  baseline,
                  onlyCandidate,
                  candidate,
                  failedBaseline,
                  failedCandidate)
              + "run what is missing, or compare the items of both with --common");
    }
    changes.add(
        new Comparison.Change(
            metric + ", items left out",
            onlyBaseline + " that only it has",
            onlyCandidate + " that only it has"));
  }

  private Map<String, Map<String, Cell>> cells(RowSet set, String model) {
    Map<String, Map<String, List<Row>>> grouped = new LinkedHashMap<>();
    for (Row row : set.rows()) {
      if (row.model().equals(model)) {
        grouped
            .computeIfAbsent(row.metric(), k -> new TreeMap<>())
            .computeIfAbsent(row.item(), k -> new ArrayList<>())
            .add(row);
      }
    }
    Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    grouped.forEach(
        (metric, items) -> {
          Map<String, Cell> column = new TreeMap<>();
          items.forEach((item, rows) -> column.put(item, cell(rows)));
          cells.put(metric, column);
        });
    return cells;
  }

  private static Cell cell(List<Row> repeats) {
    String group = repeats.get(0).group();
    for (Row row : repeats) {
      if (!row.group().equals(group)) {
        throw new UserError(
            "item " + row.item() + ": in two groups, '" + group + "' and '" + row.group() + "'");
      }
    }
    double sum = repeats.stream().mapToDouble(Row::value).sum();
    return new Cell(group, sum / repeats.size());
  }

  private PairedMeasure paired(String metric, Map<String, Cell> a, Map<String, Cell> b) {
    boolean lower = less.contains(metric);
    Map<String, double[]> rowsA = new TreeMap<>();
    Map<String, double[]> rowsB = new TreeMap<>();
    boolean unit = true;
    for (Map.Entry<String, Cell> entry : a.entrySet()) {
      Cell was = entry.getValue();
      Cell is = b.get(entry.getKey());
      if (!was.group().equals(is.group())) {
        throw new UserError(
            "item "
                + entry.getKey()
                + ": in group '"
                + was.group()
                + "' of one model and '"
                + is.group()
                + "' of the other");
      }
      for (double x : new double[] {was.value(), is.value()}) {
        unit &= x >= 0 && x <= 1;
      }
      add(rowsA, was, lower);
      add(rowsB, is, lower);
    }
    Range range = !unit ? Range.REAL : lower ? new Range(-1, 0) : Range.UNIT;
    double margin = margins.getOrDefault(metric, Double.NaN);
    if (margin >= range.high() - range.low()) {
      throw new UserError(
          "--margin "
              + metric
              + ": its values are 0 to 1, so that nothing could be worse by "
              + margin
              + "; 5 in a hundred is 0.05");
    }
    return new PairedMeasure(
        lower ? "-" + metric : metric,
        margin,
        Clusters.of(List.copyOf(rowsA.values())),
        Clusters.of(List.copyOf(rowsB.values())),
        sums -> sums[0] / sums[1],
        range,
        rowsA.size() >= ResamplingUnit.FEWEST_STORIES
            ? ResamplingUnit.STORIES
            : ResamplingUnit.ARTICLES);
  }

  private static void add(Map<String, double[]> rows, Cell cell, boolean lower) {
    double[] row = rows.computeIfAbsent(cell.group(), k -> new double[2]);
    row[0] += lower ? -cell.value() : cell.value();
    row[1]++;
  }

  private Scores scores(RowSet set, String model, Map<String, Map<String, Cell>> columns) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    List<Item> items = new ArrayList<>();
    columns.forEach(
        (metric, column) -> {
          MetricSums sums = new MetricSums();
          column.forEach((item, cell) -> sums.add(cell.group(), item, cell.value(), 1));
          boolean rightOrWrong =
              !less.contains(metric)
                  && column.values().stream().allMatch(c -> c.value() == 0 || c.value() == 1);
          if (rightOrWrong) {
            column.forEach((item, cell) -> items.add(item(metric, item, cell)));
          }
          double total = column.values().stream().mapToDouble(Cell::value).sum();
          measures.put(
              metric,
              new Measure(
                  metric,
                  column.isEmpty()
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(total / column.size()),
                  column.isEmpty() ? "no item has it from both models" : "",
                  sums.parts()));
        });
    return new Scores(
        set.unscored().getOrDefault(model, Set.of()).isEmpty()
            ? "rows"
            : set.unscored().get(model).size() + " items without a value",
        model,
        Map.of(),
        "",
        true,
        Map.of(),
        Map.of(),
        measures,
        items);
  }

  /** Of a metric that is 1 or 0, so that the items that flip are listed. */
  private static Item item(String metric, String item, Cell cell) {
    boolean right = cell.value() == 1;
    return new Item(
        metric + " " + item, metric, cell.group(), item, "1", right ? "1" : "0", right, "");
  }

  private static void requireNames(String what, Iterable<String> names, List<String> there) {
    for (String name : names) {
      if (!there.contains(name)) {
        throw new UserError(
            "--rows: no "
                + what
                + " '"
                + name
                + "'; there are "
                + String.join(", ", there)
                + NearestNames.closest(name, there).map(n -> "; nearest: '" + n + "'").orElse(""));
      }
    }
  }
}
