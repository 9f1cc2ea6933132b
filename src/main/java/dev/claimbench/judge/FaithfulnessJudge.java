package dev.claimbench.judge;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Model;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a model whether a claim follows from its article. The question is that of the task {@code
 * verify}, so that verdicts that people gave examine it, and a model that only gives verdicts can
 * be asked.
 */
public final class FaithfulnessJudge
    extends ClaimJudge<ArticleClaim, FaithfulnessJudge.FaithfulnessAnswer> {
  /** {@code prompts/verify.md}. */
  public static final PromptKind PROMPT = Tasks.VERIFY.prompt();

  private static final AnswerReader<FaithfulnessAnswer> READER =
      new AnswerReader<>(
          (tree, reply) ->
              new FaithfulnessAnswer(
                  Verdict.valueOf(tree.path("verdict").asText()),
                  reply
                      .labels()
                      .flatMap(l -> Optional.ofNullable(l.get(Verdict.SUPPORTED.name())))));

  /**
   * What it says of a claim.
   *
   * @param supported how probable the runtime held SUPPORTED to be; empty where it does not tell
   */
  public record FaithfulnessAnswer(Verdict verdict, Optional<Double> supported) {
    public FaithfulnessAnswer {
      Objects.requireNonNull(verdict);
    }

    /** Whether the claim follows from its article. */
    boolean faithful() {
      return verdict == Verdict.SUPPORTED;
    }
  }

  /**
   * @param sampling its most tokens are the template's
   */
  public FaithfulnessJudge(Model model, PromptTemplate template, Sampling sampling) {
    super(model, template, sampling, READER);
  }

  @Override
  Prompt prompt(PromptTemplate.Renderer renderer, ArticleClaim asked, boolean swapped) {
    return Tasks.VERIFY.prompt(renderer, asked.article(), asked.claim());
  }
}
