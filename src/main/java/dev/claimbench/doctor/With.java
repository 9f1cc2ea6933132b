package dev.claimbench.doctor;

import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import java.util.Optional;

/** A sampling with one thing changed. */
final class With {
  private With() {}

  static Sampling maxTokens(Sampling s, int maxTokens) {
    return new Sampling(
        s.temperature(), s.topP(), s.topK(), s.seed(), maxTokens, s.timeout(), s.think());
  }

  static Sampling think(Sampling s, Optional<Think> think) {
    return new Sampling(
        s.temperature(), s.topP(), s.topK(), s.seed(), s.maxTokens(), s.timeout(), think);
  }

  /** Temperature 0, whatever the run will have. */
  static Sampling greedy(Sampling s) {
    return new Sampling(
        0, Optional.empty(), Optional.empty(), s.seed(), s.maxTokens(), s.timeout(), s.think());
  }
}
