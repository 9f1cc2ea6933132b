package dev.claimbench.spark;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.run.Call;
import dev.claimbench.run.RunPlan;
import dev.claimbench.score.StorySums;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.TextIndex;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a plan's calls are scored with: an executor gets the labels of its own calls. */
final class Labels {
  /**
   * Those of one call.
   *
   * @param article of an extraction
   * @param verdict of a claim that is judged
   * @param claimOnly what the baseline that sees claims only guesses at it
   */
  record Label(
      Optional<GoldArticle> article, Optional<GoldVerdict> verdict, Optional<Verdict> claimOnly) {
    static final Label NONE = new Label(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private final Map<String, GoldArticle> articles = new HashMap<>();
  private final List<GoldVerdict> verdicts;
  private final CompactTexts ids = new CompactTexts();
  private final TextIndex places = new TextIndex(ids);
  private final Verdict[] claimOnly;

  /**
   * @param training gold of development stories that the baseline learns from; may be empty
   */
  Labels(RunPlan plan, GoldSet training) {
    plan.gold().articles().forEach(a -> articles.put(a.article(), a));
    verdicts = plan.verdicts();
    for (GoldVerdict verdict : verdicts) {
      ids.add(verdict.id());
      places.add(verdict.id(), ids.size() - 1);
    }
    int[] sorted =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparing(ids::get))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Verdict> guesses = StorySums.claimOnly(training.verdicts(), byId(sorted));
    claimOnly = new Verdict[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      claimOnly[sorted[i]] = guesses.get(i);
    }
  }

  /** Each is unpacked when it is taken. */
  private List<GoldVerdict> byId(int[] sorted) {
    return new AbstractList<>() {
      @Override
      public GoldVerdict get(int i) {
        return verdicts.get(sorted[i]);
      }

      @Override
      public int size() {
        return sorted.length;
      }
    };
  }

  Label of(Call call) {
    Article article = call.prompt().article();
    Optional<CheckClaim> claim = call.prompt().claim();
    if (claim.isPresent()) {
      int place = places.find(GoldVerdict.id(claim.get(), article.id()));
      return place < 0
          ? Label.NONE
          : new Label(
              Optional.empty(),
              Optional.of(verdicts.get(place)),
              Optional.of(claimOnly[place]));
    }
    return call.prompt().task().equals(Tasks.EXTRACT.name())
        ? new Label(
            Optional.ofNullable(articles.get(article.id())), Optional.empty(), Optional.empty())
        : Label.NONE;
  }
}
