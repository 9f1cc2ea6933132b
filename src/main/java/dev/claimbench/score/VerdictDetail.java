package dev.claimbench.score;

import dev.claimbench.align.Groundedness;
import dev.claimbench.align.Grounding;
import dev.claimbench.answer.Answer;
import dev.claimbench.answer.Judgement;
import dev.claimbench.claim.CheckClaim;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.claim.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What one verdict came to.
 *
 * @param predicted empty where no valid answer came: a column of its own, wrong for every class
 * @param evidence where what the model quoted stands; empty where it quoted nothing
 * @param claimOnly what a classifier says that sees the claim's text only
 */
public record VerdictDetail(
    VerifyResult result,
    Optional<Verdict> predicted,
    Optional<Grounding> evidence,
    Verdict claimOnly) {

  /** Rows and columns of the confusion matrix. */
  public static final List<Verdict> ORDER =
      List.of(Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH_INFO);

  static VerdictDetail of(VerifyResult result, Groundedness article, Verdict claimOnly) {
    Optional<Judgement> judgement =
        result.answer() instanceof Answer.Parsed<Judgement> parsed
            ? Optional.of(parsed.value())
            : Optional.empty();
    return new VerdictDetail(
        result,
        judgement.map(Judgement::verdict),
        judgement.flatMap(Judgement::evidence).filter(quote -> !quote.isBlank()).map(article::find),
        claimOnly);
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
    return predicted.map(ORDER::indexOf).orElse(ORDER.size());
  }
}
