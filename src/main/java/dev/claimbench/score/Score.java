package dev.claimbench.score;

import dev.claimbench.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/** A figure, or why there is none; never NaN, null or a made-up 0. */
public sealed interface Score {

  /**
   * A figure.
   *
   * @param interval empty where there are fewer than two independent units, or none was asked for
   * @param n how many items it is about (its denominator), 1 or more
   */
  record Scored(double value, Optional<Interval> interval, int n) implements Score {
    public Scored {
      if (!Double.isFinite(value) || n < 1) {
        throw new IllegalArgumentException("not a score: " + value + " over n = " + n);
      }
    }
  }

  /**
   * No figure.
   *
   * @param why a short reason for the reader, e.g. {@code no gold claims}
   */
  record Unscored(String why) implements Score {}

  /** The figure, if there is one. */
  default OptionalDouble figure() {
    return this instanceof Scored s ? OptionalDouble.of(s.value) : OptionalDouble.empty();
  }
}
