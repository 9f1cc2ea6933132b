package dev.claimbench.score;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Alignment;
import dev.claimbench.align.Groundedness;
import dev.claimbench.align.Grounding;
import dev.claimbench.align.WritingScript;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.Passage;
import dev.claimbench.task.Answer;
import java.util.List;
import java.util.Optional;

/**
 * What one article's extraction came to.
 *
 * @param quotes where the quotes of each predicted claim stand, in the model's order
 * @param alignment empty without gold, where the call failed, and where gold claims are {@link
 *     #inOtherScript}; without a valid answer every gold claim is missed
 * @param firstAlignment the same of the model's first {@link #FIRST} claims
 */
public record ArticleDetail(
    ExtractResult result,
    List<List<Grounding>> quotes,
    Optional<Alignment> alignment,
    Optional<Alignment> firstAlignment) {
  /** How many claims "F1@K" looks at. */
  public static final int FIRST = 10;

  static ArticleDetail compute(ExtractResult result, Aligner aligner) {
    List<Claim> claims = predicted(result);
    List<Passage> boilerplate = result.gold().map(GoldArticle::boilerplate).orElse(List.of());
    Groundedness groundedness = new Groundedness(result.article().text(), boilerplate);
    List<List<Grounding>> quotes =
        claims.stream().map(c -> c.quotes().stream().map(groundedness::find).toList()).toList();
    Optional<Alignment> alignment = align(result, claims, quotes, aligner);
    return new ArticleDetail(
        result,
        quotes,
        alignment,
        claims.size() <= FIRST
            ? alignment
            : align(result, claims.subList(0, FIRST), quotes, aligner));
  }

  private static Optional<Alignment> align(
      ExtractResult result, List<Claim> claims, List<List<Grounding>> quotes, Aligner aligner) {
    return result
        .gold()
        .filter(gold -> !(result.answer() instanceof Answer.Failed<?>) && !inOtherScript(gold))
        .map(
            gold ->
                aligner.align(
                    gold.claims(),
                    claims,
                    place -> Groundedness.boilerplate(quotes.get(place)),
                    result.article().published()));
  }

  private static List<Claim> predicted(ExtractResult result) {
    return result.answer() instanceof Answer.Parsed<List<Claim>> parsed
        ? parsed.value()
        : List.of();
  }

  /**
   * Whether a gold claim is mostly of another script than Latin. Nothing is paired with such gold:
   * three years and five years would be found to agree. It depends on the gold alone, so it is the
   * same for all models.
   */
  public boolean inOtherScript() {
    return result.gold().filter(ArticleDetail::inOtherScript).isPresent();
  }

  private static boolean inOtherScript(GoldArticle gold) {
    return gold.claims().stream().anyMatch(g -> WritingScript.isMostlyOther(g.claim().text()));
  }

  /** The model's claims; none where it gave no valid answer. */
  public List<Claim> predicted() {
    return predicted(result);
  }

  public boolean parsed() {
    return result.answer() instanceof Answer.Parsed<List<Claim>>;
  }

  public String id() {
    return result.article().id();
  }

  public String story() {
    return result.article().story();
  }
}
