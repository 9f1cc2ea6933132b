package dev.claimbench.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.text.Json;
import java.util.Optional;
import java.util.Set;

/** Whether the server makes answers follow a schema: prose is asked for, under one. */
final class Schema {
  private static final int ANSWER = 64;

  /** Room for the thoughts of a model that thinks. */
  private static final int THINKING = 1024;

  private Schema() {}

  /**
   * Asks with thinking on, off or unset.
   *
   * @param planned whether the run will ask so; what goes wrong otherwise is a warning only
   */
  static CheckResult check(Model model, Sampling sampling, Optional<Think> think, boolean planned)
      throws ModelException {
    boolean brief = think.filter(Think::isOff).isPresent();
    Sampling asked = sampling.withThink(think).withMaxTokens(brief ? ANSWER : THINKING);
    try {
      return judge(think, planned, model.ask(ProbePrompts.prose(), asked));
    } catch (ModelException e) {
      if (e.reason() != ModelException.Cause.BAD_REQUEST || think.isEmpty()) {
        throw e;
      }
      String why = "refused: " + e.getMessage();
      return planned
          ? CheckResult.failed(check(think), why, "leave --think and --no-think out")
          : CheckResult.ok(check(think), why);
    }
  }

  static CheckResult judge(Optional<Think> think, boolean planned, Reply reply) {
    String check = check(think);
    String thought = reply.thinking().isEmpty() ? "" : "; it thought apart from the answer";
    if (follows(reply.text())) {
      return CheckResult.ok(check, "enforced" + thought);
    }
    if (reply.stop() == Reply.Stop.LENGTH) {
      return CheckResult.warning(
          check,
          "no answer within " + reply.answerTokens() + " tokens" + thought,
          "the model thinks long: --no-think, or more max_tokens in the prompts");
    }
    String answer = reply.text().strip().replaceAll("\\s+", " ");
    String found =
        "not enforced; prose was asked for and came: "
            + (answer.length() > 60 ? answer.substring(0, 60) + "…" : answer);
    return planned
        ? CheckResult.failed(
            check, found, "answers will be invalid: try --think or --no-think, or a newer server")
        : CheckResult.warning(check, found, "do not ask this model that way");
  }

  private static String check(Optional<Think> think) {
    return "schema, thinking " + think.map(Think::word).orElse("unset");
  }

  /** The schema of {@link ProbePrompts#prose()}, by hand. */
  private static boolean follows(String text) {
    try {
      JsonNode tree = Json.MAPPER.readTree(text);
      return tree != null
          && tree.isObject()
          && tree.size() == 2
          && Set.of("teal", "ochre").contains(tree.path("colour").asText())
          && tree.path("lit").isBoolean();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
