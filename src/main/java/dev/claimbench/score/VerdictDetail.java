package dev.claimbench.score;

import dev.claimbench.align.Groundedness;
import dev.claimbench.align.Grounding;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one verdict came to.
 *
 * @param predicted empty where no valid answer came: a column of its own, wrong for every class
 * @param evidence where what the model quoted stands; empty where it quoted nothing
 * @param probabilities of the verdicts, where the runtime tells them
 * @param claimOnly what a classifier says that sees the claim's text only
 * @param withoutArticle what the same model says without the article, where it was asked
 */
public record VerdictDetail(
    VerifyResult result,
    Optional<Verdict> predicted,
    Optional<Grounding> evidence,
    Optional<Map<Verdict, Double>> probabilities,
    Verdict claimOnly,
    Optional<Answer<Judgement>> withoutArticle) {

  /** Rows and columns of the confusion matrix. */
  public static final List<Verdict> ORDER =
      List.of(Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH_INFO);

  static VerdictDetail compute(
      VerifyResult result,
      Groundedness article,
      Verdict claimOnly,
      Optional<Answer<Judgement>> withoutArticle) {
    return of(
        result,
        evidence(result.answer()).filter(quote -> !quote.isBlank()).map(article::find),
        claimOnly,
        withoutArticle);
  }

  /** Where the quote was looked up already. */
  static VerdictDetail of(
      VerifyResult result,
      Optional<Grounding> evidence,
      Verdict claimOnly,
      Optional<Answer<Judgement>> withoutArticle) {
    Optional<Judgement> judgement = judgement(result.answer());
    return new VerdictDetail(
        result,
        judgement.map(Judgement::verdict),
        evidence,
        judgement.flatMap(Judgement::probabilities),
        claimOnly,
        withoutArticle);
  }

  /** What an answer quotes. */
  static Optional<String> evidence(Answer<Judgement> answer) {
    return judgement(answer).flatMap(Judgement::evidence);
  }

  private static Optional<Judgement> judgement(Answer<Judgement> answer) {
    return answer instanceof Answer.Parsed<Judgement> parsed
        ? Optional.of(parsed.value())
        : Optional.empty();
  }

  public GoldVerdict gold() {
    return result.gold();
  }

  public CheckClaim claim() {
    return gold().claim();
  }

  /** As in {@link GoldVerdict#id()}. */
  public String id() {
    return gold().id();
  }

  public boolean parsed() {
    return predicted.isPresent();
  }

  /** The call brought no answer; says nothing of the model. */
  public boolean failed() {
    return result.answer() instanceof Answer.Failed<Judgement>;
  }

  /** Right in the trusting reading. */
  public boolean right() {
    return predicted.equals(Optional.of(gold().label()));
  }

  /** Right where nobody's word is taken for the fact. */
  public boolean rightStrictly() {
    return predicted.equals(Optional.of(gold().strictLabel()));
  }

  /** Its column in the confusion matrix: its place in {@link #ORDER}, 3 for no answer. */
  int column() {
    return column(predicted);
  }

  /** The same of another answer to it. */
  static int column(Answer<Judgement> answer) {
    return column(judgement(answer).map(Judgement::verdict));
  }

  private static int column(Optional<Verdict> verdict) {
    return verdict.map(ORDER::indexOf).orElse(ORDER.size());
  }
}
