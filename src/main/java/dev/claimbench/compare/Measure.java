package dev.claimbench.compare;

import dev.claimbench.score.Figure;
import dev.claimbench.score.MetricSums;
import dev.claimbench.score.Part;
import dev.claimbench.score.Score;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One figure of a run with the sums it is a function of.
 *
 * @param value empty where there is no figure
 * @param why why there is none; empty where there is one
 * @param parts by story and article or family
 */
public record Measure(String name, OptionalDouble value, String why, List<Part> parts) {
  public Measure {
    parts = MetricSums.compact(parts);
  }

  static Measure from(Figure figure) {
    String why = figure.score() instanceof Score.Unscored unscored ? unscored.why() : "";
    return new Measure(figure.name(), figure.score().figure(), why, figure.parts());
  }
}
