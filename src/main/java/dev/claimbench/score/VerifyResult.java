package dev.claimbench.score;

import dev.claimbench.answer.Answer;
import dev.claimbench.answer.Judgement;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;

/**
 * One claim judged against one article.
 *
 * @param repeat how many times it was asked with this one, 1 or more
 */
public record VerifyResult(
    Article article, int repeat, GoldVerdict gold, Answer<Judgement> answer) {
  /** Asked once. */
  public VerifyResult(Article article, GoldVerdict gold, Answer<Judgement> answer) {
    this(article, 1, gold, answer);
  }

  public VerifyResult {
    if (!gold.article().equals(article.id())) {
      throw new IllegalArgumentException(
          "gold is for article " + gold.article() + ", the answer for " + article.id());
    }
  }
}
