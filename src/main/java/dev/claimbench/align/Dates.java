package dev.claimbench.align;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares dates at the coarser of their granularities: March 2026 agrees with 12 March 2026. */
public final class Dates {
  private Dates() {}

  /**
   * Whether a predicted date is right at the gold date's granularity: a finer one that agrees is, a
   * coarser one is not; both absent is right.
   */
  public static boolean same(
      Optional<String> gold, Optional<String> predicted, Optional<LocalDate> published) {
    if (gold.isEmpty() || predicted.isEmpty()) {
      return gold.isEmpty() && predicted.isEmpty();
    }
    Optional<PartialDate> g = DatesInText.field(gold.get(), published);
    Optional<PartialDate> p = DatesInText.field(predicted.get(), published);
    return g.isPresent() && p.isPresent() && p.get().atLeastAsFineAs(g.get());
  }

  /** The fields decide where both can be read; else the dates in the texts do. */
  static Optional<String> conflict(ParsedClaim gold, ParsedClaim predicted) {
    if (gold.date().isPresent() && predicted.date().isPresent()) {
      return gold.date().get().compatible(predicted.date().get())
          ? Optional.empty()
          : Optional.of(versus(gold.date().get(), predicted.date().get()));
    }
    List<PartialDate> golds = gold.date().map(List::of).orElse(gold.dates());
    List<PartialDate> predictions = predicted.date().map(List::of).orElse(predicted.dates());
    // A changed date is one on each side that the other side has no match for.
    List<PartialDate> changed = without(predictions, golds);
    for (PartialDate g : without(golds, predictions)) {
      for (PartialDate p : changed) {
        if (g.comparable(p)) {
          return Optional.of(versus(g, p));
        }
      }
    }
    return Optional.empty();
  }

  private static List<PartialDate> without(List<PartialDate> dates, List<PartialDate> others) {
    Set<PartialDate> same = new HashSet<>(others);
    return dates.stream()
        .filter(d -> !same.contains(d))
        .distinct()
        .limit(Quantities.MOST_CHANGED)
        .filter(d -> others.stream().noneMatch(d::compatible))
        .toList();
  }

  private static String versus(PartialDate gold, PartialDate predicted) {
    return "gold " + gold + ", got " + predicted;
  }
}
