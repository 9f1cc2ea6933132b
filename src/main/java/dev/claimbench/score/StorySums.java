package dev.claimbench.score;

import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.score.MetricSums.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What one story brings to a run's scorecard, in plain numbers, so that processes can count some
 * stories each: {@link Scorecard#sum} makes the figures.
 *
 * @param isExtracted whether claims were taken from its articles
 * @param isJudged whether it has verdicts
 * @param calls of all tasks
 * @param failed calls that brought no answer
 * @param withProbabilities verdicts whose runtime tells probabilities
 * @param outcomes by task
 * @param usage by task
 * @param confusion as {@link Scorecard#confusion}
 * @param parts what it brings to each of {@link Metrics#all()}, in their order
 */
public record StorySums(
    String story,
    boolean isExtracted,
    boolean isJudged,
    int calls,
    long failed,
    long withProbabilities,
    Map<String, Outcomes> outcomes,
    Map<String, UsageTotal> usage,
    List<List<Integer>> confusion,
    GoldSummary gold,
    List<List<Part>> parts) {

  /** The sums of a story, and what they were made from. */
  public record Counted(
      StorySums sums, List<ArticleDetail> articles, List<VerdictDetail> verdicts) {}

  /**
   * Counts one story of a run that asked everything once.
   *
   * @param results of all calls about the story
   * @param claimOnly what {@link #claimOnly} guesses at each verdict
   * @param isOfMany whether the run has more stories than a bootstrap draws: then they are added up
   *     as a whole
   */
  public static Counted count(
      String story,
      Results results,
      Scoring scoring,
      Function<GoldVerdict, Verdict> claimOnly,
      boolean isOfMany) {
    Details details =
        Details.compute(results, scoring, golds -> golds.stream().map(claimOnly).toList());
    Figure.Size size = Figure.Size.of(details);
    StorySums sums =
        new StorySums(
            story,
            !details.articles().isEmpty(),
            !details.verdicts().isEmpty(),
            size.calls(),
            size.failed(),
            details.verdicts().stream().filter(Calibration::hasProbabilities).count(),
            Scorecard.outcomes(results),
            Scorecard.usage(results.usage()),
            Scorecard.confusion(details.verdicts()),
            GoldSummary.of(details),
            MetricSums.count(Metrics.all(), details, size.failed(), isOfMany).stream()
                .map(MetricSums::parts)
                .map(List::copyOf)
                .toList());
    return new Counted(sums, details.articles(), details.verdicts());
  }

  /**
   * What a classifier guesses that sees the text of claims only: it needs all labels of a run, and
   * no answer.
   *
   * @param training verdicts that it learns from; empty to let it learn from those of other
   *     families
   * @param golds all verdicts of the run, by {@link GoldVerdict#id()}
   * @return in the order of {@code golds}
   */
  public static List<Verdict> claimOnly(List<GoldVerdict> training, List<GoldVerdict> golds) {
    return ClaimOnly.guesses(training.isEmpty() ? golds : training, golds);
  }

  /** Adds stories up. */
  static final class Total {
    private final List<Metric> metrics;
    private final List<MetricSums> sums;
    private final Map<MetricSums.Key, MetricSums.Key> keys = new HashMap<>();
    private final Set<String> extracted = new TreeSet<>();
    private final Set<String> judged = new TreeSet<>();
    private final Map<String, Outcomes> outcomes = new TreeMap<>();
    private final Map<String, UsageTotal> usage = new TreeMap<>();
    private List<List<Integer>> confusion = Scorecard.confusion(List.of());
    private GoldSummary gold = GoldSummary.NONE;
    private int calls;
    private long failed;

    Total(List<Metric> metrics) {
      this.metrics = metrics;
      sums = metrics.stream().map(m -> new MetricSums()).toList();
    }

    void add(StorySums story) {
      if (story.withProbabilities > 0) {
        throw new IllegalArgumentException(
            "story " + story.story + " has probabilities, which are not sums of stories");
      }
      // Intervals need five or more: of many, no more names are kept than tell that.
      if (story.isExtracted && extracted.size() < ResamplingUnit.FEWEST_STORIES) {
        extracted.add(story.story);
      }
      if (story.isJudged && judged.size() < ResamplingUnit.FEWEST_STORIES) {
        judged.add(story.story);
      }
      calls += story.calls;
      failed += story.failed;
      story.outcomes.forEach((task, o) -> outcomes.merge(task, o, Outcomes::plus));
      story.usage.forEach((task, u) -> usage.merge(task, u, UsageTotal::plus));
      confusion =
          IntStream.range(0, confusion.size())
              .mapToObj(row -> plus(confusion.get(row), story.confusion.get(row)))
              .toList();
      gold = gold.plus(story.gold);
      for (int i = 0; i < sums.size(); i++) {
        sums.get(i).add(story.parts.get(i), keys);
      }
    }

    private static List<Integer> plus(List<Integer> a, List<Integer> b) {
      return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
    }

    /** Of an incomplete run, most metrics have none. */
    List<MetricSums> sums() {
      List<MetricSums> said = new ArrayList<>();
      for (int i = 0; i < sums.size(); i++) {
        said.add(failed > 0 && metrics.get(i).needsCompleteRun() ? new MetricSums() : sums.get(i));
      }
      return said;
    }

    Figure.Size size() {
      return new Figure.Size(calls, failed, 1);
    }

    Set<String> extracted() {
      return extracted;
    }

    Set<String> judged() {
      return judged;
    }

    Map<String, Outcomes> outcomes() {
      return outcomes;
    }

    Map<String, UsageTotal> usage() {
      return usage;
    }

    List<List<Integer>> confusion() {
      return confusion;
    }

    GoldSummary gold() {
      return gold;
    }
  }
}
