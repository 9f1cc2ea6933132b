package dev.claimbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
    Map<String, String> missing = new LinkedHashMap<>();
    Differences statistics = Differences.standard(policy.alpha(), seed);
    List<Differences.Tested> figures = tested(policy, baseline, candidate, statistics, missing);
    return comparison(baseline, candidate, policy.alpha(), statistics.adjusted(figures), missing);
  }

  /** Of figures that are tested already. */
  static Comparison comparison(
      Scores baseline,
      Scores candidate,
      double alpha,
      List<Difference> differences,
      Map<String, String> missing) {
    return new Comparison(
        baseline,
        candidate,
        alpha,
        differences,
        missing,
        Flips.compute(baseline, candidate),
        Comparability.changes(baseline, candidate));
  }

  /**
   * The policy's figures of both, not adjusted for one another yet.
   *
   * @param missing gets those that one of them does not have, with why
   * @throws dev.claimbench.text.UserError where they did not answer the same questions
   */
  static List<Differences.Tested> tested(
      Policy policy, Scores a, Scores b, Differences statistics, Map<String, String> missing) {
    Comparability.require(a, b);
    List<Differences.Tested> figures = new ArrayList<>();
    policy
        .compared()
        .forEach(
            name -> {
              OptionalDouble before =
                  a.measure(name).map(Measure::value).orElse(OptionalDouble.empty());
              Optional<PairedMeasure> pair =
                  MeasurePairing.compute(a, b, name, policy.margin(name, before), s -> true);
              pair.map(statistics::tested)
                  .ifPresentOrElse(
                      figures::add, () -> missing.put(name, MeasurePairing.whyNot(a, b, name)));
            });
    return figures;
  }
}
