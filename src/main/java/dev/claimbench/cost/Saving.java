package dev.claimbench.cost;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How much cheaper an article is here than there: {@code 1 − here / there}; 0.9 is "90% cheaper",
 * below 0 is dearer.
 *
 * <p>The interval is that of {@code log(here / there)} over stories by {@link Bootstrap}, turned
 * back; the log since a ratio of sums is skewed (Efron and Tibshirani 1993, <i>An Introduction to
 * the Bootstrap</i>, §13). It knows the doubt that stories bring, not that of the price list or of
 * the utilisation.
 *
 * @param interval empty with fewer than {@link #FEWEST_STORIES} stories
 * @param stories that both were measured on
 */
public record Saving(
    double value, Optional<Interval> interval, int stories, Money here, Money there) {
  public static final int FEWEST_STORIES = 5;

  /**
   * Compares the stories that both have.
   *
   * @param level of the interval, e.g. 0.95
   * @return empty where they have no story in common, or one of them costs nothing
   */
  public static Optional<Saving> compute(
      List<UsageTotals> here,
      Rate hereRate,
      List<UsageTotals> there,
      Rate thereRate,
      Bootstrap b,
      double level) {
    Map<String, UsageTotals> a = byStory(here);
    Map<String, UsageTotals> z = byStory(there);
    List<double[]> rows = new ArrayList<>();
    for (String story : new TreeSet<>(a.keySet())) {
      if (z.containsKey(story)) {
        UsageTotals mine = a.get(story);
        UsageTotals theirs = z.get(story);
        rows.add(
            new double[] {
              hereRate.of(mine).amount(), mine.articles(),
              thereRate.of(theirs).amount(), theirs.articles()
            });
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Clusters clusters = Clusters.of(rows);
    double[] sums = clusters.total();
    Money mine = new Money(sums[0] / sums[1], hereRate.currency());
    Money theirs = new Money(sums[2] / sums[3], thereRate.currency());
    double ratio = mine.of(theirs);
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      return Optional.empty();
    }
    Optional<Interval> interval =
        rows.size() < FEWEST_STORIES
            ? Optional.empty()
            : b.of(clusters, Saving::logRatio, Range.REAL)
                .map(e -> e.interval(level))
                .map(i -> new Interval(1 - Math.exp(i.high()), 1 - Math.exp(i.low()), level));
    return Optional.of(new Saving(1 - ratio, interval, rows.size(), mine, theirs));
  }

  private static double logRatio(double[] sums) {
    double log = Math.log(sums[0] / sums[1] / (sums[2] / sums[3]));
    return Double.isFinite(log) ? log : Double.NaN;
  }

  private static Map<String, UsageTotals> byStory(List<UsageTotals> parts) {
    return parts.stream()
        .collect(
            Collectors.groupingBy(
                UsageTotals::story,
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    list -> UsageTotals.everything(list.get(0).story(), list))));
  }
}
