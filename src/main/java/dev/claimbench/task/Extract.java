package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Article → claims; needs no gold to be asked. An item is an article's id. */
public record Extract() implements Task<List<Claim>> {
  private static final PromptKind PROMPT = new PromptKind("extract", List.of(PromptKind.ARTICLE));

  @Override
  public PromptKind prompt() {
    return PROMPT;
  }

  @Override
  public AnswerReader<List<Claim>> reader() {
    return Readers.claims();
  }

  @Override
  public Unit unit() {
    return Unit.ARTICLE;
  }

  @Override
  public boolean needsVerdicts() {
    return false;
  }

  @Override
  public String article(String item) {
    return item;
  }

  /** The one prompt about an article. */
  public Prompt prompt(PromptTemplate template, Article article) {
    return template.renderer().prompt(article.id(), article, Optional.empty());
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    PromptTemplate.Renderer renderer = template.renderer();
    return articles.stream().map(a -> renderer.prompt(a.id(), a, Optional.empty()));
  }
}
