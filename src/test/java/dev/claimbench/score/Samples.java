package dev.claimbench.score;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.ModelException;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import java.util.List;
import java.util.Optional;

/** Short ways to say what came back, for tests. */
final class Samples {
  static final String TEXT = "The line opened on Thursday. It cost 48 million crowns.";
  static final Scoring QUICK =
      new Scoring(Scoring.standard(1).similarity(), Scoring.standard(1).tau(), 1, 200);

  private Samples() {}

  static Article article(String id) {
    // "harrow-wire" is an article of the story "harrow".
    String story = id.contains("-") ? id.substring(0, id.indexOf('-')) : id;
    return new Article(id, story, "", "", Optional.empty(), TEXT);
  }

  static <T> Answer<T> parsed(T value) {
    return new Answer.Parsed<>(value, List.of());
  }

  static <T> Answer<T> invalid() {
    return new Answer.Invalid<>("/claims", "expected an array, got nothing");
  }

  static <T> Answer<T> failed() {
    return new Answer.Failed<>(ModelException.Cause.TIMEOUT, "no answer in 10 s");
  }

  static ExtractResult extract(String article, List<GoldClaim> gold, Answer<List<Claim>> answer) {
    return new ExtractResult(
        article(article), Optional.of(new GoldArticle(article, gold, List.of())), answer);
  }

  static GoldVerdict gold(String story, String id, String family, String article, Verdict label) {
    return new GoldVerdict(
        new CheckClaim(story, id, "Claim " + id, family, Optional.empty(), Optional.empty()),
        article,
        label,
        false,
        List.of(),
        "",
        false);
  }

  static GoldVerdict made(
      Change change,
      String twin,
      String story,
      String id,
      String family,
      String article,
      Verdict label) {
    return new GoldVerdict(
        new CheckClaim(story, id, "Claim " + id, family, Optional.of(change), Optional.of(twin)),
        article,
        label,
        false,
        List.of(),
        "",
        false);
  }

  static VerifyResult verify(GoldVerdict gold, Verdict predicted) {
    return verify(gold, parsed(new Judgement(predicted, Optional.empty())));
  }

  static VerifyResult verify(GoldVerdict gold, Answer<Judgement> answer) {
    Article article = article(gold.article());
    return new VerifyResult(
        new Article(article.id(), gold.claim().story(), "", "", Optional.empty(), article.text()),
        gold,
        answer);
  }

  private static Scorecard scored(Results results) {
    return Scorecard.compute(results, QUICK, Metrics.builtIn(), GoldSet.empty());
  }

  static Scorecard ofExtract(ExtractResult... results) {
    return scored(new Results(List.of(results), List.of(), List.of()));
  }

  static Scorecard ofVerify(VerifyResult... results) {
    return scored(new Results(List.of(), List.of(results), List.of()));
  }
}
