package dev.claimbench.strategy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Optional;

/**
 * Has a small model check the big one's answers, as Tang et al. (2024), <i>MiniCheck</i>, EMNLP:
 * does the article bear this sentence out? A SUPPORTED that it denies, and a REFUTED that it
 * affirms, become NOT_ENOUGH_INFO; an extracted claim that it denies is dropped. What the verifier
 * says in no valid form changes nothing, nor does it where it denies every claim.
 */
public final class CheckedModel extends AdaptedModel {
  /** What its own question must show. */
  public static final PromptKind PROMPT =
      new PromptKind("check", List.of(PromptKind.ARTICLE, PromptKind.CLAIM));

  private static final AnswerReader<Boolean> ANSWER =
      new AnswerReader<>(tree -> tree.path("supported").asBoolean());

  private final Model verifier;
  private final PromptTemplate check;

  /**
   * @param verifier is closed with the model
   * @param check {@code prompts/check.md}
   */
  public CheckedModel(Model inner, Model verifier, PromptTemplate check) {
    super(
        inner,
        "verifier " + verifier.info().spec(),
        check.hash() + " " + verifier.info().digest(),
        !verifier.info().digest().isEmpty(),
        check);
    this.verifier = verifier;
    this.check = check;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    ReplySum replies = new ReplySum();
    Reply answer = replies.add(inner.ask(prompt, sampling, repeat));
    String text =
        prompt.claim().isPresent()
            ? verdict(prompt, answer, replies, sampling, repeat)
            : claims(prompt, answer, replies, sampling, repeat);
    return replies.as(text, answer);
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    Optional<String> unproven = verifier.requireSystemMessage(sampling);
    return super.requireSystemMessage(sampling).or(() -> unproven);
  }

  private String verdict(
      Prompt prompt, Reply answer, ReplySum replies, Sampling sampling, int repeat)
      throws ModelException {
    if (!(Tasks.VERIFY.reader().read(prompt, answer) instanceof Answer.Parsed<Judgement> parsed)
        || parsed.value().verdict() == Verdict.NOT_ENOUGH_INFO) {
      return answer.text();
    }
    CheckClaim claim = prompt.claim().orElseThrow();
    Optional<Boolean> entailed = ask(prompt, claim, replies, sampling, repeat);
    boolean agrees =
        entailed.isEmpty() || entailed.get() == (parsed.value().verdict() == Verdict.SUPPORTED);
    return agrees
        ? answer.text()
        : Json.STRICT
            .createObjectNode()
            .put("evidence", "")
            .put("verdict", Verdict.NOT_ENOUGH_INFO.name())
            .toString();
  }

  private String claims(
      Prompt prompt, Reply answer, ReplySum replies, Sampling sampling, int repeat)
      throws ModelException {
    JsonNode tree;
    try {
      tree = Json.STRICT.readTree(answer.text());
    } catch (JsonProcessingException e) {
      return answer.text();
    }
    if (!(tree instanceof ObjectNode object) || !object.path("claims").isArray()) {
      return answer.text();
    }
    ArrayNode kept = Json.STRICT.createArrayNode();
    int number = 0;
    for (JsonNode node : object.get("claims")) {
      String text = node.path("claim").asText().strip();
      number++;
      if (text.isEmpty()
          || ask(prompt, named(prompt, number, text), replies, sampling, repeat).orElse(true)) {
        kept.add(node);
      }
    }
    if (kept.isEmpty() || kept.size() == object.get("claims").size()) {
      return answer.text();
    }
    return object.set("claims", kept).toString();
  }

  private static CheckClaim named(Prompt prompt, int number, String text) {
    String id = "p" + number;
    return new CheckClaim(
        prompt.article().story(), id, text, id, Optional.empty(), Optional.empty());
  }

  private Optional<Boolean> ask(
      Prompt prompt, CheckClaim claim, ReplySum replies, Sampling sampling, int repeat)
      throws ModelException {
    Prompt question = Tasks.VERIFY.prompt(check, prompt.article(), claim);
    Reply reply =
        replies.add(verifier.ask(question, sampling.withMaxTokens(check.maxTokens()), repeat));
    return ANSWER.read(question, reply) instanceof Answer.Parsed<Boolean> parsed
        ? Optional.of(parsed.value())
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      inner.close();
    } finally {
      verifier.close();
    }
  }
}
