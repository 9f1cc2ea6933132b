package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.Prompt;
import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.TextIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    return AnswerReaders.judgement();
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

  /** The same of a template that was hashed before. */
  public Prompt prompt(PromptTemplate.Renderer renderer, Article article, CheckClaim claim) {
    return renderer.prompt(GoldVerdict.id(claim, article.id()), article, Optional.of(claim));
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    CompactTexts ids = new CompactTexts();
    articles.forEach(a -> ids.add(a.id()));
    TextIndex places = new TextIndex(ids);
    for (int i = 0; i < ids.size(); i++) {
      places.add(ids.get(i), i);
    }
    // An article and a verdict are held as their numbers: labels of a large set are packed.
    long[] pairs = new long[verdicts.size()];
    int n = 0;
    for (int i = 0; i < pairs.length; i++) {
      long article = places.find(verdicts.get(i).article());
      if (article >= 0) {
        pairs[n++] = (article << Integer.SIZE) | i;
      }
    }
    Arrays.sort(pairs, 0, n);
    PromptTemplate.Renderer renderer = template.renderer();
    return Arrays.stream(pairs, 0, n)
        .mapToObj(
            pair ->
                prompt(
                    renderer,
                    articles.get((int) (pair >>> Integer.SIZE)),
                    verdicts.get((int) pair).claim()));
  }
}
