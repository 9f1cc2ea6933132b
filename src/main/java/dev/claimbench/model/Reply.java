package dev.claimbench.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A model's raw answer with what the runtime counted and timed.
 *
 * @param text the answer as it came
 * @param thinking reasoning that the server sent apart from the answer; may be empty
 * @param stop why it ended
 * @param promptTokens as the runtime reports it; -1 where unknown
 * @param answerTokens as the runtime reports it; -1 where unknown
 * @param load time to load the model; empty where not told
 * @param prompt time to read the prompt; empty where not told
 * @param answer time to write the answer; empty where not told
 * @param total wall time of the call, by our own clock
 * @param raw the runtime's last chunk as it came (JSON), or empty
 */
public record Reply(
    String text,
    String thinking,
    Stop stop,
    int promptTokens,
    int answerTokens,
    Optional<Duration> load,
    Optional<Duration> prompt,
    Optional<Duration> answer,
    Duration total,
    String raw) {

  /** Why an answer ended. */
  public enum Stop {
    /** The model ended it. */
    END,
    /** It ran into the limit of tokens or of the context. */
    LENGTH,
    /** The server refused to answer (content filter). */
    REFUSAL
  }
}
