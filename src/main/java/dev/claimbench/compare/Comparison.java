package dev.claimbench.compare;

import java.util.List;
import java.util.Map;

/**
 * Two runs side by side.
 *
 * @param differences the policy's figures, those that decide first
 * @param missing figures that could not be compared, with why
 * @param changes in what else the runs differ
 */
public record Comparison(
    Scores baseline,
    Scores candidate,
    double alpha,
    List<Difference> differences,
    Map<String, String> missing,
    Flips flips,
    List<Change> changes) {

  /**
   * Something that is not the same in both and may explain a difference.
   *
   * @param baseline {@code -} where it is not known
   */
  public record Change(String what, String baseline, String candidate) {}

  public Comparison {
    differences = List.copyOf(differences);
    changes = List.copyOf(changes);
  }

  /** What must stand beside the figures: empty, or that they hold within this story only. */
  public String mark() {
    return differences.stream()
        .map(d -> d.unit().mark())
        .filter(m -> !m.isEmpty())
        .findFirst()
        .orElse("");
  }
}
