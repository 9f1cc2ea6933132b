package dev.claimbench.model.djl;

import java.time.Duration;
import java.util.Optional;

/**
 * An answer.
 *
 * @param text without the token that ended it
 * @param tokens of it, the one that ended it included where there is one
 * @param ended whether it came to its end; else it ran into its limit
 * @param readTokens of the prompt that had to be read; the others were in the cache
 * @param readTime for the prompt, until the scores for the first token of the answer were known
 * @param writeTime from there to the end
 * @param thoughts what came before the answer; empty where it was not to think
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
public record GenerationResult(
    String text,
    int[] tokens,
    boolean ended,
    int readTokens,
    Duration readTime,
    Duration writeTime,
    Optional<Thoughts> thoughts) {

  /**
   * What was thought.
   *
   * @param text without the marks around it
   * @param tokens with them
   * @param time of writing it
   */
  public record Thoughts(String text, int[] tokens, Duration time) {}
}
