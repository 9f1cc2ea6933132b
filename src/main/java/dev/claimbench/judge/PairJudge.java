package dev.claimbench.judge;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Json;
import java.util.List;
import java.util.Optional;

/** Asks a model what two claims are to one another. */
public final class PairJudge {
  /** {@code prompts/judge.md}: the first text is shown as the article, the second as the claim. */
  public static final PromptKind PROMPT =
      new PromptKind("judge", List.of(PromptKind.ARTICLE, PromptKind.CLAIM));

  private static final AnswerReader<PairLabel> READER =
      new AnswerReader<>(tree -> Json.PLAIN.convertValue(tree.get("relation"), PairLabel.class));

  private final Model model;
  private final PromptTemplate template;
  private final Sampling sampling;

  /**
   * @param sampling its most tokens are the template's
   */
  public PairJudge(Model model, PromptTemplate template, Sampling sampling) {
    this.model = model;
    this.template = template;
    this.sampling = sampling.withMaxTokens(template.maxTokens());
  }

  /**
   * Asks once.
   *
   * @param swapped whether the second text is shown first
   * @throws ModelException where no answer comes
   */
  public Answer<PairLabel> ask(TextPair pair, boolean swapped) throws ModelException {
    String first = swapped ? pair.b() : pair.a();
    String second = swapped ? pair.a() : pair.b();
    Article shown = new Article(pair.story(), pair.story(), "", "", Optional.empty(), first);
    CheckClaim claim =
        new CheckClaim(
            pair.story(), pair.id(), second, pair.id(), Optional.empty(), Optional.empty());
    Prompt prompt =
        template
            .renderer()
            .prompt(
                pair.story() + "/" + pair.id() + (swapped ? "/swapped" : ""),
                shown,
                Optional.of(claim));
    return READER.read(prompt, model.ask(prompt, sampling));
  }
}
