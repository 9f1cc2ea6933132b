package dev.claimbench.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of one or more files.
 *
 * @param rows in the order read
 * @param unscored items that a model was asked and that have no value (an error, no score), by
 *     model
 * @param grouped whether every row has a group of its own; without, items count as independent
 */
public record RowSet(List<Row> rows, Map<String, Set<String>> unscored, boolean grouped) {
  public RowSet {
    rows = List.copyOf(rows);
  }

  /** All rows of both. */
  RowSet plus(RowSet other) {
    List<Row> all = new ArrayList<>(rows);
    all.addAll(other.rows);
    Map<String, Set<String>> failed = new TreeMap<>();
    for (Map<String, Set<String>> part : List.of(unscored, other.unscored)) {
      part.forEach(
          (model, items) -> failed.computeIfAbsent(model, k -> new TreeSet<>()).addAll(items));
    }
    return new RowSet(all, failed, grouped && other.grouped);
  }

  /** Every model that has a row or an unscored item, in the order of the files. */
  public List<String> models() {
    List<String> names = new ArrayList<>(rows.stream().map(Row::model).distinct().toList());
    unscored.keySet().stream().filter(m -> !names.contains(m)).forEach(names::add);
    return names;
  }

  /** Metrics in the order of the files. */
  public List<String> metrics() {
    return rows.stream().map(Row::metric).distinct().toList();
  }
}
