package dev.claimbench.dataset.imports;

import java.util.Map;
import java.util.TreeMap;

/** Rows that cannot be one claim with one text, by reason: nothing is left out silently. */
public final class SkippedRows {
  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String why) {
    counts.merge(why, 1, Integer::sum);
  }

  /** How many rows were left out, by reason. */
  public Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }
}
