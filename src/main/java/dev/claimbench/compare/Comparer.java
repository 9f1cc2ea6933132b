package dev.claimbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares runs by a policy's figures.
 *
 * @param policy which figures decide, and with what margin
 * @param seed of resampling: the same seed and runs give the same comparison
 */
public record Comparer(Policy policy, long seed) {

  /**
   * Compares two runs.
   *
   * @throws dev.claimbench.text.UserError where they did not answer the same questions
   */
  public Comparison compare(Scores baseline, Scores candidate) {
    Comparability.require(baseline, candidate);
    Map<String, String> missing = new LinkedHashMap<>();
    List<PairedMeasure> figures = paired(baseline, candidate, s -> true, missing);
    return new Comparison(
        baseline,
        candidate,
        policy.alpha(),
        statistics().of(figures),
        missing,
        Flips.compute(baseline, candidate),
        Comparability.changes(baseline, candidate));
  }

  Differences statistics() {
    return Differences.standard(policy.alpha(), seed);
  }

  private List<PairedMeasure> paired(
      Scores a, Scores b, Predicate<String> stories, Map<String, String> missing) {
    List<PairedMeasure> figures = new ArrayList<>();
    Set<String> wanted = new LinkedHashSet<>(policy.primary().keySet());
    wanted.addAll(policy.described());
    wanted.forEach(
        name -> {
          OptionalDouble before =
              a.measure(name).map(Measure::value).orElse(OptionalDouble.empty());
          Optional<PairedMeasure> pair =
              MeasurePairing.compute(a, b, name, policy.margin(name, before), stories);
          pair.ifPresentOrElse(
              figures::add, () -> missing.put(name, MeasurePairing.whyNot(a, b, name)));
        });
    return figures;
  }
}
