package dev.claimbench.score;

import dev.claimbench.answer.Answer;
import dev.claimbench.answer.Judgement;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;

/** One claim judged against one article. */
public record VerifyResult(Article article, GoldVerdict gold, Answer<Judgement> answer) {
  public VerifyResult {
    if (!gold.article().equals(article.id())) {
      throw new IllegalArgumentException(
          "gold is for article " + gold.article() + ", the answer for " + article.id());
    }
  }
}
