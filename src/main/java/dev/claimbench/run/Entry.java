package dev.claimbench.run;

import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import java.util.Optional;

/**
 * What the journal keeps of one call: the raw reply, or why there was none.
 *
 * @param key {@link Call#key()}
 * @param prompt {@link Call#promptHash}
 * @param tries how often it was asked; more than 1 after failures
 * @param at when it ended, ISO-8601
 */
public record Entry(
    String key,
    String task,
    String item,
    String prompt,
    int tries,
    String at,
    Optional<Reply> reply,
    Optional<Failure> failure) {

  /** Why there is no reply. */
  public record Failure(ModelException.Cause cause, String message) {}

  public Entry {
    if (reply.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException("an entry has a reply or a failure: " + item);
    }
  }
}
