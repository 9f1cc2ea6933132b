package dev.claimbench.task;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.List;
import java.util.stream.Stream;

/** Claim × article → verdict with its evidence; the claims come from the gold. */
public record Verify() implements Task {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    return articles.stream()
        .flatMap(
            article ->
                verdicts.stream()
                    .filter(v -> v.article().equals(article.id()))
                    .map(v -> template.verify(article, v.claim())));
  }
}
