package dev.claimbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<Paired> figures = paired(baseline, candidate, s -> true, missing);
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

  private List<Paired> paired(
      Scores a, Scores b, Predicate<String> stories, Map<String, String> missing) {
    List<Paired> figures = new ArrayList<>();
    Map<String, Double> wanted = new LinkedHashMap<>(policy.primary());
    policy.described().forEach(name -> wanted.putIfAbsent(name, Double.NaN));
    wanted.forEach(
        (name, margin) -> {
          Optional<Paired> pair = Pairing.compute(a, b, name, margin, stories);
          pair.ifPresentOrElse(figures::add, () -> missing.put(name, Pairing.whyNot(a, b, name)));
        });
    return figures;
  }
}
