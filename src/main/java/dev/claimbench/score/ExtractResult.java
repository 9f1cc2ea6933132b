package dev.claimbench.score;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.task.Answer;
import java.util.List;
import java.util.Optional;

/**
 * One article's extraction as it came back.
 *
 * @param repeat how many times it was asked with this one, 1 or more
 * @param gold empty where nobody labelled the article: it then has figures that need no gold only
 */
public record ExtractResult(
    Article article, int repeat, Optional<GoldArticle> gold, Answer<List<Claim>> answer) {
  /** Asked once. */
  public ExtractResult(Article article, Optional<GoldArticle> gold, Answer<List<Claim>> answer) {
    this(article, 1, gold, answer);
  }

  public ExtractResult {
    if (gold.isPresent() && !gold.get().article().equals(article.id())) {
      throw new IllegalArgumentException(
          "gold is for article " + gold.get().article() + ", the answer for " + article.id());
    }
  }
}
