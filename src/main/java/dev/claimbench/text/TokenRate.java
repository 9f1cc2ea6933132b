package dev.claimbench.text;

import java.time.Duration;
import java.util.OptionalDouble;

/** Tokens a second. */
public final class TokenRate {
  /** What passes between two looks at a clock says nothing of a model. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** More than any machine writes or reads; a count or a time of such a rate is wrong. */
  private static final double MOST = 1e6;

  private TokenRate() {}

  /**
   * The rate of so many tokens in that time.
   *
   * @param tokens 0 or more
   * @return empty where less than a millisecond was measured: a replayed answer, or one whose
   *     server tells a time that cannot be; and above a million, of which tokens or time are not
   *     true
   */
  public static OptionalDouble compute(double tokens, Duration time) {
    if (time.compareTo(SHORTEST) < 0) {
      return OptionalDouble.empty();
    }
    double rate = tokens / (time.getSeconds() + time.getNano() / 1e9);
    return rate <= MOST ? OptionalDouble.of(rate) : OptionalDouble.empty();
  }
}
