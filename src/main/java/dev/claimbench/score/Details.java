package dev.claimbench.score;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Groundedness;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    // One that is packed cannot be changed, and a copy would unpack it.
    verdicts = verdicts instanceof PackedVerdicts ? verdicts : List.copyOf(verdicts);
    others = List.copyOf(others);
  }

  /**
   * Aligns, looks quotes up and guesses from the claims alone.
   *
   * @param claimOnly guesses from the claims alone at verdicts that come by id
   */
  static Details compute(
      Results results, Scoring scoring, Function<List<GoldVerdict>, List<Verdict>> claimOnly) {
    Aligner aligner = new Aligner(scoring.similarity(), scoring.tau());
    List<ArticleDetail> articles =
        results.extract().stream()
            .sorted(
                Comparator.comparing((ExtractResult r) -> r.article().id())
                    .thenComparing(ExtractResult::repeat))
            .parallel()
            .map(r -> ArticleDetail.compute(r, aligner))
            .toList();

    return new Details(articles, verdicts(results, claimOnly), results.others());
  }

  private static List<VerdictDetail> verdicts(
      Results results, Function<List<GoldVerdict>, List<Verdict>> claimOnly) {
    List<VerifyResult> sorted = sorted(results.verify());
    PackedVerdicts.Builder many =
        sorted instanceof PackedResults packed ? new PackedVerdicts.Builder(packed) : null;
    // Once each: a verdict that was asked again teaches nothing new. None of a packed one was.
    List<GoldVerdict> golds =
        sorted instanceof PackedResults packed
            ? packed.golds()
            : sorted.stream().map(VerifyResult::gold).distinct().toList();
    List<Verdict> guesses = claimOnly.apply(golds);
    Map<String, Answer<Judgement>> withoutArticle = new HashMap<>();
    results.withoutArticle().forEach(r -> withoutArticle.put(r.gold().id(), r.answer()));
    List<VerdictDetail> few = new ArrayList<>();
    Texts texts = new Texts();
    int gold = -1;
    String before = "";
    for (VerifyResult r : sorted) {
      String id = r.gold().id();
      gold += id.equals(before) ? 0 : 1;
      before = id;
      VerdictDetail detail =
          VerdictDetail.compute(
              r,
              texts.of(r.article()),
              guesses.get(gold),
              Optional.ofNullable(withoutArticle.get(id)));
      if (many != null) {
        many.add(detail);
      } else {
        few.add(detail);
      }
    }
    return many != null ? many.build() : few;
  }

  private static List<VerifyResult> sorted(List<VerifyResult> results) {
    Comparator<VerifyResult> order =
        Comparator.comparing((VerifyResult r) -> r.gold().id()).thenComparing(VerifyResult::repeat);
    // Who packs them sorts them before.
    return results instanceof PackedResults ? results : results.stream().sorted(order).toList();
  }

  /** The articles that quotes were looked up in last: those of one story follow each other. */
  private static final class Texts extends LinkedHashMap<String, Groundedness> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 256;

    Texts() {
      super(MOST, 0.75f, true);
    }

    Groundedness of(Article article) {
      return computeIfAbsent(article.id(), k -> new Groundedness(article.text(), List.of()));
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Groundedness> eldest) {
      return size() > MOST;
    }
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

  /** Of each article what is about it, by its id. */
  SortedMap<String, Details> byArticle() {
    var ofArticles = articles.stream().collect(Collectors.groupingBy(ArticleDetail::id));
    var ofVerdicts = verdicts.stream().collect(Collectors.groupingBy(v -> v.gold().article()));
    var ofOthers = others.stream().collect(Collectors.groupingBy(r -> r.article().id()));
    SortedMap<String, Details> all = new TreeMap<>();
    Stream.of(ofArticles, ofVerdicts, ofOthers)
        .flatMap(part -> part.keySet().stream())
        .forEach(
            id ->
                all.computeIfAbsent(
                    id,
                    k ->
                        new Details(
                            ofArticles.getOrDefault(k, List.of()),
                            ofVerdicts.getOrDefault(k, List.of()),
                            ofOthers.getOrDefault(k, List.of()))));
    return all;
  }

  /** What was asked for the n-th time. */
  Details repeat(int n) {
    return new Details(
        articles.stream().filter(a -> a.result().repeat() == n).toList(),
        verdicts.stream().filter(v -> v.result().repeat() == n).toList(),
        others.stream().filter(r -> r.repeat() == n).toList());
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

  /** How many stories they are of. */
  long stories() {
    return Stream.of(
            articles.stream().map(ArticleDetail::story),
            verdicts.stream().map(v -> v.claim().story()),
            others.stream().map(r -> r.article().story()))
        .flatMap(stories -> stories)
        .distinct()
        .count();
  }

  /** Calls that brought no answer; any makes the run incomplete. */
  public long failed() {
    return answers().filter(a -> a instanceof Answer.Failed<?>).count();
  }
}
