package dev.claimbench.task;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.List;

/** Claim × article → verdict with its evidence; the claims come from the gold. */
public record Verify() implements Task {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public List<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    List<Prompt> prompts = new ArrayList<>();
    for (Article article : articles) {
      verdicts.stream()
          .filter(v -> v.article().equals(article.id()))
          .forEach(v -> prompts.add(template.verify(article, v.claim())));
    }
    return prompts;
  }
}
