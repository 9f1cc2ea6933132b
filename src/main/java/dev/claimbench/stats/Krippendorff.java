package dev.claimbench.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far any number of annotators agree beyond chance, who need not all label every item. */
public final class Krippendorff {
  private Krippendorff() {}

  /**
   * Alpha for nominal labels: 1 always, 0 as by chance; NaN where nobody labelled the same item
   * twice, or all labels are one. Source: Krippendorff (2011), <i>Computing Krippendorff's
   * alpha-reliability</i>, equation for nominal data.
   *
   * @param units the labels of each item, in any order; items with fewer than two are left out
   */
  public static <T> double nominal(List<List<T>> units) {
    Map<T, Double> totals = new HashMap<>();
    double n = 0;
    double same = 0;
    for (List<T> unit : units) {
      if (unit.size() < 2) {
        continue;
      }
      Map<T, Double> counts = new HashMap<>();
      unit.forEach(label -> counts.merge(label, 1.0, Double::sum));
      for (Map.Entry<T, Double> e : counts.entrySet()) {
        same += e.getValue() * (e.getValue() - 1) / (unit.size() - 1);
        totals.merge(e.getKey(), e.getValue(), Double::sum);
      }
      n += unit.size();
    }
    double byChance = totals.values().stream().mapToDouble(c -> c * (c - 1)).sum();
    double possible = n * (n - 1) - byChance;
    return possible == 0 ? Double.NaN : ((n - 1) * same - byChance) / possible;
  }
}
