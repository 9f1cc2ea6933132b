package dev.claimbench.judge;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.text.Sha256;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A claim of which a judge says whether it follows from an article. */
public record ArticleClaim(Article article, CheckClaim claim) implements JudgeQuestion {
  /**
   * Of a claim that nobody labelled.
   *
   * @param text one sentence
   */
  public static ArticleClaim of(Article article, String text) {
    String id = Sha256.sha256(text).substring(0, 8);
    return new ArticleClaim(
        article, new CheckClaim(article.story(), id, text, id, Optional.empty(), Optional.empty()));
  }

  @Override
  public String story() {
    return claim.story();
  }

  @Override
  public String id() {
    return GoldVerdict.id(claim, article.id());
  }

  @Override
  public String hash() {
    return Sha256.sha256(
        String.join(
            "\0",
            article.title(),
            article.published().map(LocalDate::toString).orElse(""),
            article.text(),
            claim.text()));
  }

  @Override
  public List<Boolean> orders() {
    return List.of(false);
  }
}
