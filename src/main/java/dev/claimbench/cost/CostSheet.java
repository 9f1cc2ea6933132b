package dev.claimbench.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What work cost, and what that makes for the next thousand articles.
 *
 * @param total of all that was asked
 * @param perThousandArticles at the same length and number of questions an article
 * @param perCorrect a gold claim found, or a verdict right; empty where there is none
 * @param steps the arithmetic, a line a step
 */
public record CostSheet(
    Money total, Money perThousandArticles, Optional<Money> perCorrect, List<String> steps) {
  private static final double[] UTILISATIONS = {
    0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
  };

  public CostSheet {
    steps = List.copyOf(steps);
  }

  /**
   * Reckons it.
   *
   * @throws IllegalArgumentException for work without an article
   */
  public static CostSheet compute(UsageTotals work, Rate rate) {
    if (work.articles() <= 0) {
      throw new IllegalArgumentException("no article was asked about");
    }
    Money total = rate.of(work);
    Money thousand = total.times(1000 / work.articles());
    Optional<Money> correct =
        work.correct() > 0 ? Optional.of(total.times(1 / work.correct())) : Optional.empty();
    List<String> steps = new ArrayList<>(rate.steps(work));
    steps.add(
        "per 1,000 articles: %s / %s articles × 1,000 = %s"
            .formatted(total.text(), Money.text(work.articles()), thousand.text()));
    correct.ifPresent(
        c ->
            steps.add(
                "per correct claim: %s / %s correct = %s"
                    .formatted(total.text(), Money.text(work.correct()), c.text())));
    return new CostSheet(total, thousand, correct, steps);
  }

  /**
   * What 1,000 articles cost on a machine that works more or fewer of its hours.
   *
   * @return by the share of its hours, from 5% to 100%
   */
  public static SortedMap<Double, Money> byUtilisation(UsageTotals work, Machine machine) {
    SortedMap<Double, Money> costs = new TreeMap<>();
    for (double share : UTILISATIONS) {
      costs.put(share, compute(work, machine.busy(share)).perThousandArticles());
    }
    return costs;
  }
}
