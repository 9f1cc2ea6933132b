package dev.claimbench.run;

import java.util.Optional;

/**
 * One question as the model got it, and what came back.
 *
 * @param system the instructions, may be empty
 * @param user what came after them
 * @param entry empty where it was never asked
 */
public record PromptAndReply(
    Question question, String system, String user, Optional<JournalEntry> entry) {
  public String task() {
    return question.task();
  }

  public String item() {
    return question.item();
  }
}
