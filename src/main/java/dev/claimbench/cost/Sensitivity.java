package dev.claimbench.cost;

import java.util.ArrayList;
import java.util.List;

/** What 1,000 articles cost on a machine that works more or fewer of its hours. */
public final class Sensitivity {
  private static final List<Double> SHARES =
      List.of(0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

  private Sensitivity() {}

  /** A point of the curve. */
  public record Row(double utilisation, Money perThousandArticles) {}

  /** From 5% to 100%. */
  public static List<Row> compute(UsageTotals work, Machine machine) {
    List<Row> rows = new ArrayList<>();
    for (double share : SHARES) {
      rows.add(new Row(share, CostSheet.compute(work, machine.busy(share)).perThousandArticles()));
    }
    return rows;
  }
}
