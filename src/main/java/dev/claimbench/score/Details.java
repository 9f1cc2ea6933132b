package dev.claimbench.score;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Groundedness;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that metrics count from: every article and every verdict with what it came to.
 *
 * @param articles by id
 * @param verdicts by id
 * @param others what other tasks came to
 */
public record Details(
    List<ArticleDetail> articles, List<VerdictDetail> verdicts, List<TaskResult> others) {
  public Details {
    articles = List.copyOf(articles);
    verdicts = List.copyOf(verdicts);
    others = List.copyOf(others);
  }

  /**
   * Aligns, looks quotes up and guesses from the claims alone.
   *
   * @param training verdicts that the claim-only classifier learns from; empty to let it learn from
   *     the scored ones of other families
   */
  static Details compute(Results results, Scoring scoring, List<GoldVerdict> training) {
    Aligner aligner = new Aligner(scoring.similarity(), scoring.tau());
    List<ArticleDetail> articles =
        results.extract().stream()
            .sorted(
                Comparator.comparing((ExtractResult r) -> r.article().id())
                    .thenComparing(ExtractResult::repeat))
            .parallel()
            .map(r -> ArticleDetail.compute(r, aligner))
            .toList();

    List<VerifyResult> sorted =
        results.verify().stream()
            .sorted(
                Comparator.comparing((VerifyResult r) -> r.gold().id())
                    .thenComparing(VerifyResult::repeat))
            .toList();
    // Once each: a verdict that was asked again teaches nothing new.
    List<GoldVerdict> golds = sorted.stream().map(VerifyResult::gold).distinct().toList();
    List<Verdict> guesses = ClaimOnly.guesses(training.isEmpty() ? golds : training, golds);
    Map<GoldVerdict, Verdict> guess = new HashMap<>();
    for (int i = 0; i < golds.size(); i++) {
      guess.put(golds.get(i), guesses.get(i));
    }
    Map<String, Answer<Judgement>> withoutArticle = new HashMap<>();
    results.withoutArticle().forEach(r -> withoutArticle.put(r.gold().id(), r.answer()));
    Map<String, Groundedness> texts = new HashMap<>();
    List<VerdictDetail> verdicts = new ArrayList<>();
    for (VerifyResult r : sorted) {
      Groundedness text =
          texts.computeIfAbsent(
              r.article().id(), k -> new Groundedness(r.article().text(), List.of()));
      verdicts.add(
          VerdictDetail.compute(
              r,
              text,
              guess.get(r.gold()),
              Optional.ofNullable(withoutArticle.get(r.gold().id()))));
    }
    return new Details(articles, verdicts, results.others());
  }

  /** How many times the same was asked. */
  int repeats() {
    return Stream.of(
            articles.stream().map(a -> a.result().repeat()),
            verdicts.stream().map(v -> v.result().repeat()),
            others.stream().map(TaskResult::repeat))
        .flatMap(repeats -> repeats)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(1);
  }

  /** One article, asked for the n-th time. */
  Details compute(String article, int repeat) {
    return new Details(
        articles.stream()
            .filter(a -> a.id().equals(article) && a.result().repeat() == repeat)
            .toList(),
        verdicts.stream()
            .filter(v -> v.gold().article().equals(article) && v.result().repeat() == repeat)
            .toList(),
        others.stream()
            .filter(r -> r.article().id().equals(article) && r.repeat() == repeat)
            .toList());
  }

  private Stream<Answer<?>> answers() {
    return Stream.of(
            articles.stream().map(a -> a.result().answer()),
            verdicts.stream().map(v -> v.result().answer()),
            others.stream().map(TaskResult::answer))
        .flatMap(answers -> answers);
  }

  /** What one of the other tasks came to. */
  public List<TaskResult> of(Task<?> task) {
    return others.stream().filter(r -> r.task().name().equals(task.name())).toList();
  }

  /** All calls of all tasks. */
  public int calls() {
    return articles.size() + verdicts.size() + others.size();
  }

  /** Calls that brought no answer; any makes the run incomplete. */
  public long failed() {
    return answers().filter(a -> a instanceof Answer.Failed<?>).count();
  }
}
