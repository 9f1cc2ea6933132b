package dev.claimbench.strategy;

import dev.claimbench.task.PromptKind;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An adaptation by name, as in {@code run --adapt} and in a study's arm. */
public sealed interface Adaptation {
  /** The questions that adaptations ask beside the tasks'. */
  List<PromptKind> PROMPTS = List.of(CheckedModel.PROMPT, DecomposedModel.PROMPT);

  /** {@code few-shot=3}. */
  record Examples(int count) implements Adaptation {}

  /** {@code decompose}. */
  record Decomposition() implements Adaptation {}

  /** {@code self-consistency=5}. */
  record Samples(int count) implements Adaptation {}

  /** {@code verifier=gguf/smollm2-135m}. */
  record Verifier(String model) implements Adaptation {}

  /**
   * Reads one.
   *
   * @param where what the message starts with
   * @throws UserError for anything else
   */
  static Adaptation parse(String where, String text) {
    Matcher m =
        Pattern.compile("(few-shot|self-consistency|verifier|decompose)(?:=(.+))?").matcher(text);
    if (m.matches()) {
      String value = m.group(2) == null ? "" : m.group(2);
      boolean number = value.matches("[1-9][0-9]{0,2}");
      switch (m.group(1)) {
        case "few-shot" -> {
          if (number) {
            return new Examples(Integer.parseInt(value));
          }
        }
        case "self-consistency" -> {
          if (number && Integer.parseInt(value) > 1) {
            return new Samples(Integer.parseInt(value));
          }
        }
        case "verifier" -> {
          if (!value.isBlank()) {
            return new Verifier(value);
          }
        }
        default -> {
          if (value.isEmpty()) {
            return new Decomposition();
          }
        }
      }
    }
    throw new UserError(
        where
            + ": expected few-shot=N, decompose, self-consistency=K (2 or more) or verifier=MODEL,"
            + " got '"
            + text
            + "'");
  }
}
