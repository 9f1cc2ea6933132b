package dev.claimbench.text;

import java.time.Duration;
import java.util.OptionalDouble;

/** Tokens a second. */
public final class TokenRate {
  /** What passes between two looks at a clock says nothing of a model. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private TokenRate() {}

  /**
   * The rate of so many tokens in that time.
   *
   * @param tokens 0 or more
   * @return empty where less than a millisecond was measured: a replayed answer, or one whose
   *     server tells a time that cannot be
   */
  public static OptionalDouble compute(double tokens, Duration time) {
    return time.compareTo(SHORTEST) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(tokens / (time.toNanos() / 1e9));
  }
}
