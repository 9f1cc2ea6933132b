package dev.claimbench.model.djl;

import java.time.Duration;

/**
 * An answer.
 *
 * @param text without the token that ended it
 * @param tokens of it, the one that ended it included
 * @param ended whether the model ended it; else it ran into its limit
 * @param readTokens of the prompt that had to be read; the others were in the cache
 * @param readTime for the prompt, until the first token of the answer was known
 * @param writeTime from there to the end
 */
public record Written(
    String text,
    int tokens,
    boolean ended,
    int readTokens,
    Duration readTime,
    Duration writeTime) {}
