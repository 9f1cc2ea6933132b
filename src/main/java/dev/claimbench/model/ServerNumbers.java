package dev.claimbench.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Numbers that a server tells: what can be none is unknown, and no reason to lose an answer. */
public final class ServerNumbers {
  /** No context is as long. */
  private static final int MOST_TOKENS = 100_000_000;

  private static final Duration LONGEST = Duration.ofDays(10);

  private ServerNumbers() {}

  /** A number of tokens; -1 where it is missing, negative, no whole number or beyond belief. */
  public static int count(JsonNode reported) {
    // Servers whose language has one kind of number write 12.0.
    double count = reported.isNumber() ? reported.asDouble() : -1;
    return count == Math.rint(count) && Math.abs(count) <= MOST_TOKENS ? count((int) count) : -1;
  }

  /** The same of a number that was kept. */
  public static int count(int reported) {
    return reported >= 0 && reported <= MOST_TOKENS ? reported : -1;
  }

  /**
   * A time.
   *
   * @param unit nanoseconds of one
   * @return empty where it is missing, negative, no number or beyond belief
   */
  public static Optional<Duration> time(JsonNode reported, double unit) {
    double nanos = reported.isNumber() ? reported.asDouble() * unit : -1;
    return nanos >= 0 && nanos <= LONGEST.toNanos()
        ? Optional.of(Duration.ofNanos(Math.round(nanos)))
        : Optional.empty();
  }

  /** Whether a call can have taken so long, by a time that was kept. */
  public static boolean isPlausible(Duration time) {
    return !time.isNegative() && time.compareTo(LONGEST) <= 0;
  }
}
