package dev.claimbench.score;

import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Ece;
import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.task.Tasks;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All figures of a run with what they were made from.
 *
 * @param complete whether every call was answered; if not, only outcomes have figures
 * @param extractDoubt what extraction's intervals are drawn over, with its mark
 * @param verifyDoubt the same of verdicts
 * @param figures in the order of {@link Metrics#all()}
 * @param confusion gold (3, in the order of {@link VerdictDetail#ORDER}) × predicted (the same and
 *     a fourth, no answer), undisputed labels only
 * @param outcomes by task, over all repeats, as is {@code confusion}
 * @param usage by task
 * @param repeats what asking the same several times shows
 * @param reliability how often verdicts of each probability are right; empty where the runtime
 *     tells no probabilities
 * @param riskCoverage accuracy among the surest verdicts against the share kept; empty where the
 *     runtime tells no probabilities
 * @param training gold of development stories that the claim-only baseline learned from; empty
 *     where it learned from the other families of the scored verdicts
 */
public record Scorecard(
    boolean complete,
    ResamplingUnit extractDoubt,
    ResamplingUnit verifyDoubt,
    List<Figure> figures,
    List<List<Integer>> confusion,
    List<ArticleDetail> articles,
    List<VerdictDetail> verdicts,
    Map<String, Outcomes> outcomes,
    Map<String, UsageTotal> usage,
    Repeats repeats,
    List<Ece.Bin> reliability,
    List<RiskCoverage.Point> riskCoverage,
    GoldSet training) {

  /** Scores with all metrics; the claim-only baseline learns from the other families. */
  public static Scorecard compute(Results results, Scoring scoring) {
    return compute(results, scoring, Metrics.all(), GoldSet.empty());
  }

  /**
   * Scores with the given metrics.
   *
   * @param training gold of development stories that the claim-only baseline learns from, always
   *     without the family that it guesses at; empty for cross-validation over families
   */
  public static Scorecard compute(
      Results results, Scoring scoring, List<Metric> metrics, GoldSet training) {
    // Before the details: what the calls of a large run cost need not be held any longer.
    Map<String, Outcomes> outcomes = outcomes(results);
    Map<String, UsageTotal> usage = usage(results.usage());
    List<GoldVerdict> learned = training.verdicts();
    Details details =
        Details.compute(
            results,
            scoring,
            golds -> ClaimOnly.guesses(learned.isEmpty() ? golds : learned, golds));
    Figure.Size size = Figure.Size.of(details);
    List<MetricSums> sums = MetricSums.count(metrics, details, size.failed());
    Calibration.Sure sure = Calibration.Sure.of(details.verdicts());
    return new Scorecard(
        size.failed() == 0,
        ResamplingUnit.forStories(
            Tasks.EXTRACT,
            details.articles().stream().map(ArticleDetail::story).collect(Collectors.toSet())),
        ResamplingUnit.forStories(
            Tasks.VERIFY,
            details.verdicts().stream().map(v -> v.claim().story()).collect(Collectors.toSet())),
        figures(metrics, sums, GoldSummary.of(details), size, scoring.bootstrap()),
        confusion(details.verdicts()),
        details.articles(),
        details.verdicts(),
        outcomes,
        usage,
        Repeats.compute(details),
        Calibration.reliability(sure),
        Calibration.riskCoverage(sure),
        training);
  }

  private static List<Figure> figures(
      List<Metric> metrics,
      List<MetricSums> sums,
      GoldSummary gold,
      Figure.Size size,
      Optional<Bootstrap> bootstrap) {
    PartTable.KeyPool keys = new PartTable.KeyPool();
    // Side by side: each looks at the same draws.
    return IntStream.range(0, metrics.size())
        .parallel()
        .mapToObj(i -> Figure.compute(metrics.get(i), sums.get(i), gold, size, bootstrap, keys))
        .toList();
  }

  /**
   * Scores a run from the sums of all its stories, which were counted one by one with {@link
   * Metrics#all()}: the same figures and intervals, without articles and verdicts. The run asked
   * everything once.
   *
   * @param stories in any order
   * @param training gold of development stories that the claim-only baseline has learned from
   * @throws IllegalArgumentException where there is a {@link StorySums#unsuited} metric
   */
  public static Scorecard sum(Iterator<StorySums> stories, Scoring scoring, GoldSet training) {
    List<Metric> metrics = Metrics.all();
    StorySums.Total total = new StorySums.Total(metrics);
    stories.forEachRemaining(total::add);
    Figure.Size size = total.size();
    return new Scorecard(
        size.failed() == 0,
        ResamplingUnit.forStories(Tasks.EXTRACT, total.extracted()),
        ResamplingUnit.forStories(Tasks.VERIFY, total.judged()),
        figures(metrics, total.sums(), total.gold(), size, scoring.bootstrap()),
        total.confusion(),
        List.of(),
        List.of(),
        total.outcomes(),
        total.usage(),
        Repeats.NONE,
        Calibration.reliability(total.sure()),
        Calibration.riskCoverage(total.sure()),
        training);
  }

  static List<List<Integer>> confusion(List<VerdictDetail> verdicts) {
    int classes = VerdictDetail.ORDER.size();
    Integer[][] counts = new Integer[classes][classes + 1];
    Stream.of(counts).forEach(row -> Arrays.fill(row, 0));
    for (VerdictDetail v : verdicts) {
      if (!v.gold().disputed() && !v.failed()) {
        counts[VerdictDetail.ORDER.indexOf(v.gold().label())][v.column()]++;
      }
    }
    return Stream.of(counts).map(List::of).toList();
  }

  static Map<String, Outcomes> outcomes(Results results) {
    Map<String, Outcomes> map = new TreeMap<>();
    if (!results.extract().isEmpty()) {
      map.put(
          Tasks.EXTRACT.name(),
          Outcomes.count(results.extract().stream().map(ExtractResult::answer)));
    }
    if (!results.verify().isEmpty()) {
      map.put(
          Tasks.VERIFY.name(), Outcomes.count(results.verify().stream().map(VerifyResult::answer)));
    }
    results.others().stream()
        .collect(
            Collectors.groupingBy(
                r -> r.task().name(), Collectors.mapping(TaskResult::answer, Collectors.toList())))
        .forEach((task, answers) -> map.put(task, Outcomes.count(answers.stream())));
    return map;
  }

  static Map<String, UsageTotal> usage(List<Usage> usage) {
    Map<String, UsageTotal.Sums> byTask = new TreeMap<>();
    usage.forEach(u -> byTask.computeIfAbsent(u.task(), k -> new UsageTotal.Sums()).add(u));
    Map<String, UsageTotal> map = new TreeMap<>();
    byTask.forEach((task, sums) -> map.put(task, sums.total()));
    return map;
  }

  /** What must stand beside intervals: that they hold within the story only; else empty. */
  public String mark() {
    ResamplingUnit asked = articles.isEmpty() ? verifyDoubt : extractDoubt;
    return asked.mark();
  }

  /** The figure of that name; an unknown name is an error. */
  public Figure figure(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no figure is named " + name));
  }

  /** The figure of that name, if this run has it. */
  public Optional<Figure> find(String name) {
    return figures.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /** The score of that name; an unknown name is an error. */
  public Score score(String name) {
    return figure(name).score();
  }
}
