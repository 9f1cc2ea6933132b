package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names that public data sets give to our three verdicts. */
final class VerdictLabels {
  private static final Map<String, Verdict> KNOWN =
      Map.ofEntries(
          Map.entry("supported", Verdict.SUPPORTED),
          Map.entry("supports", Verdict.SUPPORTED),
          Map.entry("support", Verdict.SUPPORTED),
          Map.entry("entailment", Verdict.SUPPORTED),
          Map.entry("refuted", Verdict.REFUTED),
          Map.entry("refutes", Verdict.REFUTED),
          Map.entry("contradict", Verdict.REFUTED),
          Map.entry("contradiction", Verdict.REFUTED),
          Map.entry("not enough info", Verdict.NOT_ENOUGH_INFO),
          Map.entry("not enough evidence", Verdict.NOT_ENOUGH_INFO),
          Map.entry("neutral", Verdict.NOT_ENOUGH_INFO));

  private VerdictLabels() {}

  /** Upper or lower case, spaces or underscores. */
  static Optional<Verdict> find(String name) {
    return Optional.ofNullable(KNOWN.get(name.strip().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }
}
