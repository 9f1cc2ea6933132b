package dev.claimbench.model;

import dev.claimbench.dataset.Article;
import dev.claimbench.text.UserError;
import java.util.Optional;

/**
 * Whether a system message reaches the model. A chat template that has no place for one drops it
 * without a word, and the model answers a question without knowing how.
 */
public final class SystemMessageCheck {
  /** Some templates put a message of their own in the place of none, so both questions have one. */
  private static final String SHORT = "Be brief.";

  /** Some ninety tokens more, in words that every vocabulary has. */
  private static final String LONG =
      "You answer questions about the harbour. The harbour has two piers, one old crane and a long"
          + " wall of grey stone. Ships come in the morning and leave at night. The pilots live in"
          + " small houses by the water, and their children go to the school on the hill. When the"
          + " wind is strong, nobody goes out, and the market opens late. Say only what you know,"
          + " and say it in few words, so that everybody can follow what you say.";

  private static final String USER = "Is the market open? Answer as JSON.";

  private static final String SCHEMA =
      """
      {"type":"object","additionalProperties":false,"required":["open"],
       "properties":{"open":{"type":"boolean"}}}
      """;

  /** Far fewer than the long message has more, far more than counts differ by rounding. */
  private static final int MORE = 30;

  private SystemMessageCheck() {}

  /**
   * Asks two short questions that differ in the system message, and compares the tokens that were
   * read; a third one, with a longer user message, only where they are the same.
   *
   * @param toDo what to do where it does not arrive
   * @param expected learns from what was counted
   * @return why it could not be proven, a line; empty where it arrives
   * @throws ModelException where the model cannot be reached; what it refuses is no proof
   * @throws UserError where it does not arrive
   */
  public static Optional<String> byTokens(
      Model model, Sampling sampling, String toDo, ExpectedTokens expected) throws ModelException {
    int without;
    int with;
    boolean counts = true;
    try {
      without = tokens(model, sampling, prompt(SHORT, USER));
      with = tokens(model, sampling, prompt(LONG, USER));
      if (without >= 0 && with >= 0 && with - without < MORE) {
        // What is the same whatever is asked is no count, and shows nothing.
        counts = tokens(model, sampling, prompt(SHORT, LONG + " " + USER)) - without >= MORE;
      }
    } catch (ModelException e) {
      if (e.reason().retryable()) {
        throw e;
      }
      return Optional.of("whether a system message arrives could not be proven: " + e.getMessage());
    }
    if (without < 0 || with < 0 || !counts) {
      return Optional.of(
          model.info().spec()
              + ": whether a system message arrives could not be proven, as the server does not"
              + " count the tokens of a prompt");
    }
    if (with - without < MORE) {
      throw new UserError(
          model.info().spec()
              + ": the system message does not reach the model: a question of "
              + without
              + " tokens has "
              + with
              + " with a system message that is some ninety tokens longer; "
              + toDo);
    }
    expected.learn(prompt(SHORT, USER), without, prompt(LONG, USER), with);
    return Optional.empty();
  }

  private static int tokens(Model model, Sampling sampling, Prompt prompt) throws ModelException {
    return model.ask(prompt, sampling.withMaxTokens(1)).promptTokens();
  }

  /**
   * Looks for the system message in the text that a chat template makes.
   *
   * @throws UserError where it is not there
   */
  public static void byText(String spec, Rendering template) {
    Prompt prompt = prompt(LONG, USER);
    String text = template.render(prompt);
    if (!text.contains(LONG) || !text.contains(USER)) {
      throw new UserError(
          spec
              + ": the system message does not reach the model: its chat template drops it; use"
              + " another file of the model, with the chat template of its makers");
    }
  }

  /** A short question, with a short system message. */
  static Prompt question() {
    return prompt(SHORT, USER);
  }

  /** What a chat template makes of a prompt. */
  public interface Rendering {
    String render(Prompt prompt);
  }

  private static Prompt prompt(String system, String user) {
    return new Prompt(
        "system-message",
        "system-message",
        system,
        user,
        SCHEMA,
        "",
        new Article("system-message", "system-message", "", "", Optional.empty(), user),
        Optional.empty());
  }
}
