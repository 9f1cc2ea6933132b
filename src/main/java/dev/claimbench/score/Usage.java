package dev.claimbench.score;

import java.time.Duration;
import java.util.Optional;

/**
 * What one call cost.
 *
 * @param task {@code extract} or {@code verify}
 * @param item what it was about, as in the prompt
 * @param outcome as {@link dev.claimbench.task.Answer#outcome()}
 * @param promptTokens -1 where unknown
 * @param answerTokens -1 where unknown
 * @param prompt time to read the prompt, where told
 * @param answer time to write the answer, where told
 * @param total wall time of the call
 * @param tries 1 or more
 * @param cached an earlier run asked for it, on a machine that may have been another
 * @param thinkingTokens of the answer's tokens those of thinking; 0 without, -1 where it thought
 *     and nobody counted
 * @param thinking time of thinking by our own clock; empty where it did not think
 */
public record Usage(
    String task,
    String item,
    String outcome,
    int promptTokens,
    int answerTokens,
    Optional<Duration> prompt,
    Optional<Duration> answer,
    Duration total,
    int tries,
    boolean cached,
    int thinkingTokens,
    Optional<Duration> thinking) {
  /** Asked by this run, and without thinking. */
  public Usage(
      String task,
      String item,
      String outcome,
      int promptTokens,
      int answerTokens,
      Optional<Duration> prompt,
      Optional<Duration> answer,
      Duration total,
      int tries) {
    this(
        task,
        item,
        outcome,
        promptTokens,
        answerTokens,
        prompt,
        answer,
        total,
        tries,
        false,
        0,
        Optional.empty());
  }

  public Usage {
    if (promptTokens < -1 || answerTokens < -1 || tries < 1 || total.isNegative()) {
      throw new IllegalArgumentException(
          "usage of "
              + item
              + ": "
              + promptTokens
              + " and "
              + answerTokens
              + " tokens, "
              + tries
              + " tries, "
              + total);
    }
  }
}
