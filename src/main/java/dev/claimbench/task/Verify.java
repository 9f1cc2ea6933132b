package dev.claimbench.task;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.CheckClaim;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
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
    Map<String, List<GoldVerdict>> byArticle =
        verdicts.stream().collect(Collectors.groupingBy(GoldVerdict::article));
    BiFunction<Article, CheckClaim, Prompt> prompt = template.verifier();
    // Pairs first, prompts when they are taken: a stream of streams makes a whole inner one at
    // once.
    return articles.stream()
        .flatMap(
            article ->
                byArticle.getOrDefault(article.id(), List.of()).stream()
                    .map(verdict -> Map.entry(article, verdict)))
        .toList()
        .stream()
        .map(pair -> prompt.apply(pair.getKey(), pair.getValue().claim()));
  }
}
