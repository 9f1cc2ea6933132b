package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.model.Prompt;
import java.util.List;
import java.util.Optional;

/** Article → claims; needs no gold to be asked. An item is an article's id. */
public record Extract() implements Task<List<Claim>> {
  private static final PromptKind PROMPT = new PromptKind("extract", List.of(PromptKind.ARTICLE));

  @Override
  public PromptKind prompt() {
    return PROMPT;
  }

  @Override
  public AnswerReader<List<Claim>> reader() {
    return AnswerReaders.claims();
  }

  /** The one prompt about an article. */
  public Prompt prompt(PromptTemplate template, Article article) {
    return template.renderer().prompt(article.id(), article, Optional.empty());
  }
}
