package dev.claimbench.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Two runs' deciding figures story by story or topic by topic: described, never tested. */
public final class Slices {
  private Slices() {}

  /**
   * One figure over some stories.
   *
   * @param stories how many
   */
  public record Slice(String name, int stories, String metric, double baseline, double candidate) {}

  /**
   * All slices that have a figure, by name.
   *
   * @param by the slice of a story
   */
  public static List<Slice> compute(
      Scores baseline, Scores candidate, Collection<String> metrics, UnaryOperator<String> by) {
    Map<String, TreeSet<String>> names = new TreeMap<>();
    candidate
        .stories()
        .forEach(s -> names.computeIfAbsent(by.apply(s), k -> new TreeSet<>()).add(s));
    List<Slice> slices = new ArrayList<>();
    names.forEach(
        (name, stories) -> {
          for (String metric : metrics) {
            Optional<PairedMeasure> pair =
                MeasurePairing.compute(baseline, candidate, metric, Double.NaN, stories::contains);
            pair.ifPresent(
                p ->
                    slices.add(
                        new Slice(
                            name,
                            stories.size(),
                            metric,
                            p.statistic().applyAsDouble(p.baseline().total()),
                            p.statistic().applyAsDouble(p.candidate().total()))));
          }
        });
    return slices;
  }
}
