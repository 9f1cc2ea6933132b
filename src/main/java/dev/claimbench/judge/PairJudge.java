package dev.claimbench.judge;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.model.Model;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Json;
import java.util.List;
import java.util.Optional;

/** Asks a model what two claims are to one another. */
public final class PairJudge extends ClaimJudge<TextPair, PairLabel> {
  /** {@code prompts/judge.md}: the first text is shown as the article, the second as the claim. */
  public static final PromptKind PROMPT =
      new PromptKind("judge", List.of(PromptKind.ARTICLE, PromptKind.CLAIM));

  private static final AnswerReader<PairLabel> READER =
      new AnswerReader<>(tree -> Json.PLAIN.convertValue(tree.get("relation"), PairLabel.class));

  /**
   * @param sampling its most tokens are the template's
   */
  public PairJudge(Model model, PromptTemplate template, Sampling sampling) {
    super(model, template, sampling, READER);
  }

  @Override
  Prompt prompt(PromptTemplate.Renderer renderer, TextPair pair, boolean swapped) {
    String first = swapped ? pair.b() : pair.a();
    String second = swapped ? pair.a() : pair.b();
    Article shown = new Article(pair.story(), pair.story(), "", "", Optional.empty(), first);
    CheckClaim claim =
        new CheckClaim(
            pair.story(), pair.id(), second, pair.id(), Optional.empty(), Optional.empty());
    return renderer.prompt(
        pair.story() + "/" + pair.id() + (swapped ? "/swapped" : ""), shown, Optional.of(claim));
  }
}
