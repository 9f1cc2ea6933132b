package dev.claimbench.score;

import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Ece;
import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.task.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    Details details = Details.compute(results, scoring, training.verdicts());
    Optional<Bootstrap> bootstrap = scoring.bootstrap();
    PartTable.KeyPool keys = new PartTable.KeyPool();
    return new Scorecard(
        details.failed() == 0,
        ResamplingUnit.forStories(
            Tasks.EXTRACT, details.articles().stream().map(ArticleDetail::story).toList()),
        ResamplingUnit.forStories(
            Tasks.VERIFY, details.verdicts().stream().map(v -> v.claim().story()).toList()),
        // Side by side: each looks at the same draws.
        metrics.parallelStream()
            .map(metric -> Figure.compute(metric, details, bootstrap, keys))
            .toList(),
        confusion(details.verdicts()),
        details.articles(),
        details.verdicts(),
        outcomes(results),
        usage(results.usage()),
        Repeats.compute(details),
        Calibration.reliability(details.verdicts()),
        Calibration.riskCoverage(details.verdicts()),
        training);
  }

  private static List<List<Integer>> confusion(List<VerdictDetail> verdicts) {
    List<List<Integer>> matrix = new ArrayList<>();
    for (Verdict gold : VerdictDetail.ORDER) {
      List<Integer> row = new ArrayList<>();
      for (int column = 0; column <= VerdictDetail.ORDER.size(); column++) {
        int c = column;
        row.add(
            (int)
                verdicts.stream()
                    .filter(v -> !v.gold().disputed() && v.gold().label() == gold)
                    .filter(v -> !v.failed() && v.column() == c)
                    .count());
      }
      matrix.add(List.copyOf(row));
    }
    return List.copyOf(matrix);
  }

  private static Map<String, Outcomes> outcomes(Results results) {
    Map<String, Outcomes> map = new TreeMap<>();
    if (!results.extract().isEmpty()) {
      map.put(
          Tasks.EXTRACT.name(),
          Outcomes.count(results.extract().stream().map(ExtractResult::answer).toList()));
    }
    if (!results.verify().isEmpty()) {
      map.put(
          Tasks.VERIFY.name(),
          Outcomes.count(results.verify().stream().map(VerifyResult::answer).toList()));
    }
    results.others().stream()
        .collect(
            Collectors.groupingBy(
                r -> r.task().name(), Collectors.mapping(TaskResult::answer, Collectors.toList())))
        .forEach((task, answers) -> map.put(task, Outcomes.count(answers)));
    return map;
  }

  private static Map<String, UsageTotal> usage(List<Usage> usage) {
    Map<String, List<Usage>> byTask =
        usage.stream()
            .sorted(Comparator.comparing(Usage::item))
            .collect(Collectors.groupingBy(Usage::task, TreeMap::new, Collectors.toList()));
    Map<String, UsageTotal> map = new TreeMap<>();
    byTask.forEach((task, list) -> map.put(task, UsageTotal.sum(list)));
    return map;
  }

  /** What must stand beside intervals: that they hold within the story only; else empty. */
  public String mark() {
    ResamplingUnit asked = articles.isEmpty() ? verifyDoubt : extractDoubt;
    return asked.mark();
  }

  /** The figure of that name; an unknown name is an error. */
  public Figure figure(String name) {
    return figures.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no figure is named " + name));
  }

  /** The score of that name; an unknown name is an error. */
  public Score score(String name) {
    return figure(name).score();
  }
}
