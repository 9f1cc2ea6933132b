package dev.claimbench.score;

import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.RiskCoverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
 * @param outcomes by task
 * @param usage by task
 * @param confusion as {@link Scorecard#confusion}
 * @param sure its verdicts with probabilities, by id: what these are worth is a matter of their
 *     order over all stories
 * @param parts what it brings to each of {@link Metrics#all()}, in their order, that {@link
 *     Metric#storyByStory} counts story by story
 */
public record StorySums(
    String story,
    boolean isExtracted,
    boolean isJudged,
    int calls,
    long failed,
    Map<String, Outcomes> outcomes,
    Map<String, UsageTotal> usage,
    List<List<Integer>> confusion,
    GoldSummary gold,
    List<Sure> sure,
    List<List<Part>> parts) {

  /**
   * How sure a model was of one verdict.
   *
   * @param confidence the probability of the verdict given
   */
  public record Sure(String family, double confidence, boolean isRight) {}

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
            Scorecard.outcomes(results),
            Scorecard.usage(results.usage()),
            Scorecard.confusion(details.verdicts()),
            GoldSummary.of(details),
            sure(details.verdicts()),
            MetricSums.count(storyByStory(), details, size.failed(), isOfMany).stream()
                .map(MetricSums::parts)
                .map(List::copyOf)
                .toList());
    return new Counted(sums, details.articles(), details.verdicts());
  }

  private static List<Sure> sure(List<VerdictDetail> verdicts) {
    Calibration.Sure numbers = Calibration.Sure.of(verdicts);
    List<VerdictDetail> with = verdicts.stream().filter(Calibration::hasProbabilities).toList();
    return IntStream.range(0, with.size())
        .mapToObj(
            i ->
                new Sure(with.get(i).claim().family(), numbers.confidence()[i], numbers.right()[i]))
        .toList();
  }

  private static List<Metric> storyByStory() {
    return Metrics.all().stream().filter(Metric::storyByStory).toList();
  }

  /** A metric of another jar that looks at all stories together, if there is one. */
  public static Optional<String> unsuited() {
    return Metrics.all().stream()
        .filter(m -> !m.storyByStory() && !(m instanceof SelectiveMetric))
        .map(Metric::name)
        .findFirst();
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
    private final SortedMap<String, SureStory> sure = new TreeMap<>();
    private int stories;
    private int calls;
    private long failed;

    Total(List<Metric> metrics) {
      unsuited()
          .ifPresent(
              name -> {
                throw new IllegalArgumentException(name + " looks at all stories together");
              });
      this.metrics = metrics;
      sums = storyByStory().stream().map(m -> new MetricSums()).toList();
    }

    /** Numbers alone: of a large run there are as many as answers. */
    private static final class SureStory {
      private final String story;
      private final String[] families;
      private final double[] confidence;
      private final boolean[] right;

      SureStory(StorySums from) {
        int n = from.sure.size();
        story = from.story;
        families = new String[n];
        confidence = new double[n];
        right = new boolean[n];
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < n; i++) {
          Sure each = from.sure.get(i);
          families[i] = known.computeIfAbsent(each.family, k -> k);
          confidence[i] = each.confidence;
          right[i] = each.isRight;
        }
      }
    }

    Calibration.Sure sure() {
      int n = sure.values().stream().mapToInt(s -> s.right.length).sum();
      double[] confidence = new double[n];
      boolean[] right = new boolean[n];
      int from = 0;
      for (SureStory story : sure.values()) {
        System.arraycopy(story.confidence, 0, confidence, from, story.right.length);
        System.arraycopy(story.right, 0, right, from, story.right.length);
        from += story.right.length;
      }
      return new Calibration.Sure(confidence, right);
    }

    private MetricSums selective() {
      MetricSums sums = new MetricSums(stories > Bootstrap.MOST_DRAWN);
      double[] weights = RiskCoverage.weights(sure().confidence());
      int at = 0;
      for (SureStory s : sure.values()) {
        for (int i = 0; i < s.right.length; i++) {
          SelectiveMetric.add(sums, s.story, s.families[i], s.right[i], weights[at++]);
        }
      }
      return sums;
    }

    void add(StorySums story) {
      stories++;
      if (!story.sure.isEmpty()) {
        // In the order of the verdicts' ids, which begin so.
        sure.put(story.story + "/", new SureStory(story));
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
      Iterator<MetricSums> counted = sums.iterator();
      for (Metric metric : metrics) {
        MetricSums of = metric.storyByStory() ? counted.next() : selective();
        said.add(failed > 0 && metric.needsCompleteRun() ? new MetricSums() : of);
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
