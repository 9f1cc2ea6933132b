package dev.claimbench.score;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.VarianceComponents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What asking the same several times shows: how much of a figure's spread is the luck of sampling.
 *
 * @param times how many times everything was asked
 * @param verdicts how many verdicts there are, each asked so many times
 * @param changing how many of them got different answers
 * @param spreads by figure; empty where there are fewer than two articles
 */
public record Repeats(int times, int verdicts, int changing, List<Spread> spreads) {
  /** Asked once: nothing to see. */
  public static final Repeats NONE = new Repeats(1, 0, 0, List.of());

  private static final List<String> FIGURES =
      List.of("extract.f1", "extract.precision", "extract.recall", "verify.accuracy");

  /**
   * One figure, taken article by article and repeat by repeat.
   *
   * @param between variance of the articles' own scores
   * @param within variance of one article's score from repeat to repeat
   * @param articles that have the figure
   */
  public record Spread(String metric, double between, double within, int articles) {
    /** Standard error of the mean over these articles, had each been asked so many times. */
    public double standardError(int repeats) {
      return Math.sqrt((between + within / repeats) / articles);
    }

    /** Share of one article's variance that is sampling noise, in [0, 1]; 0 where none varies. */
    public double noise() {
      return within == 0 ? 0 : within / (between + within);
    }
  }

  public Repeats {
    spreads = List.copyOf(spreads);
  }

  static Repeats compute(Details details) {
    int times = details.repeats();
    if (times == 1) {
      return NONE;
    }
    Map<String, Set<Optional<Verdict>>> answers = new TreeMap<>();
    details
        .verdicts()
        .forEach(v -> answers.computeIfAbsent(v.id(), k -> new HashSet<>()).add(v.predicted()));
    List<Spread> spreads = new ArrayList<>();
    Collection<Details> articles = details.byArticle().values();
    if (details.failed() == 0) {
      FIGURES.forEach(name -> spread(name, times, articles).ifPresent(spreads::add));
    }
    return new Repeats(
        times,
        answers.size(),
        (int) answers.values().stream().filter(a -> a.size() > 1).count(),
        spreads);
  }

  private static Optional<Spread> spread(String name, int times, Collection<Details> articles) {
    Metric metric = Metrics.named(name).orElseThrow();
    List<double[]> rows = new ArrayList<>();
    for (Details article : articles) {
      List<Double> row = new ArrayList<>();
      for (int repeat = 1; repeat <= times; repeat++) {
        figure(metric, article.repeat(repeat)).ifPresent(row::add);
      }
      // An article without predictions in some repeat has no precision there.
      if (!row.isEmpty()) {
        rows.add(row.stream().mapToDouble(Double::doubleValue).toArray());
      }
    }
    boolean repeated = rows.stream().anyMatch(r -> r.length > 1);
    if (rows.size() < 2 || !repeated) {
      return Optional.empty();
    }
    VarianceComponents v = VarianceComponents.compute(rows);
    return Optional.of(new Spread(name, v.between(), v.within(), v.groups()));
  }

  private static Optional<Double> figure(Metric metric, Details details) {
    MetricSums sums = new MetricSums();
    metric.count(details, sums);
    double[] sum = null;
    for (Part part : sums.parts()) {
      sum = sum == null ? new double[part.sums().size()] : sum;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.sums().get(i);
      }
    }
    double value = sum == null ? Double.NaN : metric.figure(sum);
    return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
  }
}
