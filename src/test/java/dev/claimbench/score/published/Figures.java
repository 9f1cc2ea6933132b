package dev.claimbench.score.published;

import java.util.List;

/** Published figures by name. */
final class Figures {
  private Figures() {}

  /** NaN where it is not scored. */
  static double value(List<PublishedFigure> figures, String name) {
    return figures.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no figure is named " + name))
        .score()
        .figure()
        .orElse(Double.NaN);
  }
}
