package dev.claimbench.compare;

import dev.claimbench.score.Tally.Part;
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
    parts = List.copyOf(parts);
  }
}
