package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Claim × article → verdict with its evidence; the claims come from the gold. An item is {@code
 * story/claim@article}.
 */
public record Verify() implements Task<Judgement> {
  private static final PromptKind PROMPT =
      new PromptKind("verify", List.of(PromptKind.ARTICLE, PromptKind.CLAIM));

  @Override
  public PromptKind prompt() {
    return PROMPT;
  }

  @Override
  public AnswerReader<Judgement> reader() {
    return Readers.judgement();
  }

  @Override
  public Unit unit() {
    return Unit.FAMILY;
  }

  @Override
  public boolean needsVerdicts() {
    return true;
  }

  @Override
  public String article(String item) {
    return item.substring(item.lastIndexOf('@') + 1);
  }

  /** The prompt about one claim and one article; also of other templates that show a claim. */
  public Prompt prompt(PromptTemplate template, Article article, CheckClaim claim) {
    return prompt(template.renderer(), article, claim);
  }

  private static Prompt prompt(
      PromptTemplate.Renderer renderer, Article article, CheckClaim claim) {
    return renderer.prompt(GoldVerdict.id(claim, article.id()), article, Optional.of(claim));
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    Map<String, List<GoldVerdict>> byArticle =
        verdicts.stream().collect(Collectors.groupingBy(GoldVerdict::article));
    PromptTemplate.Renderer renderer = template.renderer();
    // Pairs first, prompts when they are taken: a stream of streams makes a whole inner one at
    // once.
    return articles.stream()
        .flatMap(
            article ->
                byArticle.getOrDefault(article.id(), List.of()).stream()
                    .map(verdict -> Map.entry(article, verdict)))
        .toList()
        .stream()
        .map(pair -> prompt(renderer, pair.getKey(), pair.getValue().claim()));
  }
}
