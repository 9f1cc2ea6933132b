package dev.claimbench.score;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;

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
