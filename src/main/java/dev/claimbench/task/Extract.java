package dev.claimbench.task;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.List;
import java.util.stream.Stream;

/** Article → claims; needs no gold to be asked. */
public record Extract() implements Task {
  @Override
  public String name() {
    return "extract";
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    return articles.stream().map(template.extractor());
  }
}
