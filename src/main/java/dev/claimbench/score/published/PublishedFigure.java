package dev.claimbench.score.published;

import dev.claimbench.score.Score;
import java.util.Optional;

/**
 * A figure under the name that its publication gives it, without an interval, since those have
 * none.
 */
public record PublishedFigure(String name, Score score) {

  static PublishedFigure of(String name, double value, long n, String whyUnscored) {
    boolean scored = Double.isFinite(value) && n > 0;
    return new PublishedFigure(
        name,
        scored
            ? new Score.Scored(value, Optional.empty(), Math.toIntExact(n))
            : new Score.Unscored(whyUnscored));
  }
}
