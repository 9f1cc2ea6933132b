package dev.claimbench.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a swap must meet on several suites of questions together.
 *
 * @param alpha error rate over all of them
 * @param suites rules by the suite's name, in the file's order; one with the name "" where the file
 *     has no suites
 * @param unsure what to do where the evidence is too thin
 */
public record SuitePolicies(double alpha, Map<String, Suite> suites, Policy.Unsure unsure) {

  /**
   * One suite.
   *
   * @param baseline name of the blessed run that it is held against; empty for the one that the
   *     user names
   */
  public record Suite(String baseline, Policy policy) {}

  public SuitePolicies {
    suites = Collections.unmodifiableMap(new LinkedHashMap<>(suites));
  }

  /** Whether the file has suites. */
  public boolean several() {
    return !suites.containsKey("");
  }

  /** How many figures are tested, those against an anchor as well. */
  public int tests() {
    return suites.values().stream()
        .map(Suite::policy)
        .mapToInt(p -> p.primary().size() + p.anchor().map(a -> a.margins().size()).orElse(0))
        .sum();
  }
}
