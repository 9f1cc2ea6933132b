package dev.claimbench.strategy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has a claim taken apart into statements and judges each: REFUTED where one is, SUPPORTED where
 * all are, else NOT_ENOUGH_INFO. Min et al. (2023), <i>FActScore</i>, EMNLP. Extraction is asked as
 * it is.
 *
 * <p>A claim that comes back in one piece, or in a form that cannot be read, is judged whole.
 */
public final class DecomposedModel extends AdaptedModel {
  /** What its own question must show. */
  public static final PromptKind PROMPT = new PromptKind("decompose", List.of(PromptKind.CLAIM));

  private static final AnswerReader<List<String>> PIECES =
      new AnswerReader<>(
          tree -> {
            List<String> pieces = new ArrayList<>();
            tree.path("claims").forEach(c -> pieces.add(c.asText().strip()));
            return pieces.stream().filter(p -> !p.isEmpty()).distinct().toList();
          });

  private final PromptTemplate split;
  private final PromptTemplate verify;

  /**
   * @param split {@code prompts/decompose.md}
   * @param verify what judges a whole claim, and each statement
   */
  public DecomposedModel(Model inner, PromptTemplate split, PromptTemplate verify) {
    super(inner, "decompose", split.hash(), true, split);
    this.split = split;
    this.verify = verify;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    if (prompt.claim().isEmpty()) {
      return inner.ask(prompt, sampling, repeat);
    }
    CheckClaim claim = prompt.claim().get();
    ReplySum replies = new ReplySum();
    Prompt question = Tasks.VERIFY.prompt(split, prompt.article(), claim);
    Reply taken =
        replies.add(inner.ask(question, sampling.withMaxTokens(split.maxTokens()), repeat));
    List<String> pieces =
        PIECES.read(question, taken) instanceof Answer.Parsed<List<String>> parsed
            ? parsed.value()
            : List.of();
    if (pieces.size() < 2) {
      Reply whole = replies.add(inner.ask(prompt, sampling, repeat));
      return replies.as(whole.text(), whole);
    }
    List<Judgement> judged = new ArrayList<>();
    Reply last = taken;
    for (String piece : pieces) {
      String id = claim.id() + "." + (judged.size() + 1);
      CheckClaim part =
          new CheckClaim(
              claim.story(), id, piece, claim.family(), Optional.empty(), Optional.empty());
      Prompt about = Tasks.VERIFY.prompt(verify, prompt.article(), part);
      last = replies.add(inner.ask(about, sampling, repeat));
      if (!(Tasks.VERIFY.reader().read(about, last) instanceof Answer.Parsed<Judgement> parsed)) {
        return replies.as(last.text(), last);
      }
      judged.add(parsed.value());
    }
    return replies.as(toJson(together(judged)), last);
  }

  /** The statement that decides. */
  static Judgement together(List<Judgement> judged) {
    for (Verdict first : List.of(Verdict.REFUTED, Verdict.NOT_ENOUGH_INFO)) {
      for (Judgement one : judged) {
        if (one.verdict() == first) {
          return one;
        }
      }
    }
    return judged.get(0);
  }

  private static String toJson(Judgement judgement) {
    try {
      return Json.PLAIN.writeValueAsString(
          Json.PLAIN
              .createObjectNode()
              .put("evidence", judgement.evidence().orElse(""))
              .put("verdict", judgement.verdict().name()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("two texts are always JSON", e);
    }
  }
}
