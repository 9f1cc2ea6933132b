package dev.claimbench.align;

import dev.claimbench.claim.Claim;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  static Optional<String> conflict(Claim gold, Claim predicted, Optional<LocalDate> published) {
    Optional<PartialDate> g = gold.date().flatMap(d -> DatesInText.field(d, published));
    Optional<PartialDate> p = predicted.date().flatMap(d -> DatesInText.field(d, published));
    if (g.isPresent() && p.isPresent()) {
      return g.get().compatible(p.get())
          ? Optional.empty()
          : Optional.of("gold " + g.get() + ", got " + p.get());
    }
    List<PartialDate> golds = g.map(List::of).orElseGet(() -> inText(gold, published));
    List<PartialDate> predictions = p.map(List::of).orElseGet(() -> inText(predicted, published));
    List<PartialDate> left = new ArrayList<>(golds);
    left.removeIf(a -> predictions.stream().anyMatch(a::compatible));
    List<PartialDate> leftPredicted = new ArrayList<>(predictions);
    leftPredicted.removeIf(a -> golds.stream().anyMatch(a::compatible));
    for (PartialDate a : left) {
      for (PartialDate b : leftPredicted) {
        if (a.comparable(b)) {
          return Optional.of("gold " + a + ", got " + b);
        }
      }
    }
    return Optional.empty();
  }

  private static List<PartialDate> inText(Claim claim, Optional<LocalDate> published) {
    return DatesInText.in(claim.text(), published);
  }
}
