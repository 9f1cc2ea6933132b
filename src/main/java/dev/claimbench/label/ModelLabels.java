package dev.claimbench.label;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model answered in a run.
 *
 * @param model its name
 * @param verdicts by {@link dev.claimbench.dataset.GoldVerdict#id()}; valid answers only
 * @param claims by article; valid answers only
 */
public record ModelLabels(
    String model, Map<String, ModelLabel> verdicts, Map<String, List<Claim>> claims) {
  public ModelLabels {
    verdicts = Map.copyOf(verdicts);
    claims = Map.copyOf(claims);
  }

  /**
   * A model's verdict.
   *
   * @param quote what it quoted, which need not be in the article
   */
  public record ModelLabel(Verdict label, Optional<String> quote) {}
}
