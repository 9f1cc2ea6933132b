package example;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.Prompt;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code --task headline}: a headline for each article. Its prompt is {@code
 * headline-prompts/headline.md}.
 */
public final class Headline implements Task<String> {
  @Override
  public PromptKind prompt() {
    return new PromptKind("headline", List.of(PromptKind.ARTICLE));
  }

  /** What is valid is the schema's business; this takes the text out. */
  @Override
  public AnswerReader<String> reader() {
    return new AnswerReader<>(answer -> answer.path("headline").asText());
  }

  @Override
  public Unit unit() {
    return Unit.ARTICLE;
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    return articles.stream()
        .map(article -> template.renderer().prompt(article.id(), article, Optional.empty()));
  }

  @Override
  public boolean needsVerdicts() {
    return false;
  }

  /** An item is an article. */
  @Override
  public String article(String item) {
    return item;
  }
}
