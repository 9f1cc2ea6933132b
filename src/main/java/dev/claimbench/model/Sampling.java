package dev.claimbench.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the next token is chosen, and when to give up.
 *
 * @param temperature 0 is greedy
 * @param topP nucleus, in (0, 1]; empty leaves the runtime's own
 * @param topK empty leaves the runtime's own
 * @param seed for temperatures above 0
 * @param maxTokens most tokens of the answer
 * @param timeout for the whole call
 * @param think thinking where the model knows it; empty leaves it to the model
 */
public record Sampling(
    double temperature,
    Optional<Double> topP,
    Optional<Integer> topK,
    int seed,
    int maxTokens,
    Duration timeout,
    Optional<Think> think) {
  public Sampling {
    Objects.requireNonNull(timeout, "timeout");
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException("temperature must be from 0 to 2, got " + temperature);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, got " + maxTokens);
    }
  }

  public Sampling withSeed(int other) {
    return new Sampling(temperature, topP, topK, other, maxTokens, timeout, think);
  }

  public Sampling withMaxTokens(int other) {
    return new Sampling(temperature, topP, topK, seed, other, timeout, think);
  }

  public Sampling withTimeout(Duration other) {
    return new Sampling(temperature, topP, topK, seed, maxTokens, other, think);
  }

  public Sampling withThink(Optional<Think> other) {
    return new Sampling(temperature, topP, topK, seed, maxTokens, timeout, other);
  }

  public static Sampling greedy(int maxTokens, Duration timeout) {
    return new Sampling(
        0, Optional.empty(), Optional.empty(), 0, maxTokens, timeout, Optional.empty());
  }
}
