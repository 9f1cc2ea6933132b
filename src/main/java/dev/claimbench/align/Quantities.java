package dev.claimbench.align;

import dev.claimbench.claim.Bound;
import dev.claimbench.claim.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares quantities with their units and bounds. "About 50" agrees with 48, "50" does not; "at
 * least 40" agrees with 48, since it follows from it; "up to 90" and "more than 90" conflict.
 */
public final class Quantities {
  /** How far from its figure "about" may be, as a share of the larger of the two. */
  public static final double ABOUT_TOLERANCE = 0.1;

  /** What two figures may differ by after one was converted ("6.4 km", "4 miles"). */
  private static final double CONVERTED_TOLERANCE = 0.01;

  private static final double SAME = 1e-9;

  private Quantities() {}

  /**
   * Whether both say the same: equal values in comparable units, and the same bound; both absent is
   * the same too.
   */
  public static boolean same(Optional<Quantity> gold, Optional<Quantity> predicted) {
    if (gold.isEmpty() || predicted.isEmpty()) {
      return gold.isEmpty() && predicted.isEmpty();
    }
    return gold.get().bound() == predicted.get().bound()
        && relation(gold.get(), predicted.get()) != Unit.Relation.DIFFERENT
        && agree(gold.get(), predicted.get());
  }

  /** The fields decide where both are there; else the numbers in the texts do. */
  static Optional<String> conflict(Reading gold, Reading predicted) {
    Optional<Quantity> goldField = gold.claim().quantity();
    Optional<Quantity> field = predicted.claim().quantity();
    if (goldField.isPresent() && field.isPresent()) {
      Quantity g = goldField.get();
      Quantity p = field.get();
      if (relation(g, p) != Unit.Relation.DIFFERENT) {
        return agree(g, p) ? Optional.empty() : Optional.of(versus(g, p));
      }
      if (g.low() == p.low() && g.high() == p.high()) {
        return Optional.of(versus(g, p));
      }
      // Two figures of different kinds: each may have picked another one of the same sentence.
    }
    return changed(all(gold), all(predicted));
  }

  /**
   * A changed number is one on each side that finds no counterpart on the other, both of one kind.
   * A number that is only left out, or only added, is none.
   */
  private static Optional<String> changed(List<Quantity> golds, List<Quantity> predictions) {
    // With as many numbers on either side, what is left over on both is taken for the same thing.
    boolean asMany = golds.size() == predictions.size();
    List<Quantity> leftGold = new ArrayList<>(golds);
    leftGold.removeIf(g -> predictions.stream().anyMatch(p -> counterpart(g, p)));
    List<Quantity> leftPredicted = new ArrayList<>(predictions);
    leftPredicted.removeIf(p -> golds.stream().anyMatch(g -> counterpart(g, p)));
    for (Quantity g : leftGold) {
      for (Quantity p : leftPredicted) {
        if (sameKind(g, p, asMany)) {
          return Optional.of(versus(g, p));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean sameKind(Quantity a, Quantity b, boolean asMany) {
    Unit unit = Unit.parse(a.unit());
    Unit other = Unit.parse(b.unit());
    return switch (unit.to(other)) {
      case SAME -> asMany || !a.unit().isEmpty();
      case LOOSE -> asMany;
      // "30 km" and "30 percent": the unit was changed.
      case DIFFERENT -> unit.known() && other.known() && a.low() == b.low();
    };
  }

  private static boolean counterpart(Quantity gold, Quantity predicted) {
    return relation(gold, predicted) != Unit.Relation.DIFFERENT && agree(gold, predicted);
  }

  private static List<Quantity> all(Reading reading) {
    List<Quantity> all = new ArrayList<>(reading.numbers());
    reading
        .claim()
        .quantity()
        .filter(q -> all.stream().noneMatch(t -> counterpart(q, t)))
        .ifPresent(all::add);
    return all;
  }

  static Unit.Relation relation(Quantity a, Quantity b) {
    return Unit.parse(a.unit()).to(Unit.parse(b.unit()));
  }

  /**
   * Whether the prediction says the same as the gold quantity, or something that follows from it.
   */
  static boolean agree(Quantity gold, Quantity predicted) {
    Unit gu = Unit.parse(gold.unit());
    Unit pu = Unit.parse(predicted.unit());
    boolean convert = gu.to(pu) == Unit.Relation.SAME;
    double gf = times(gold, gu) * (convert ? gu.factor() : 1);
    double pf = times(predicted, pu) * (convert ? pu.factor() : 1);
    double gLow = gold.low() * gf;
    double gHigh = gold.high() * gf;
    double pLow = predicted.low() * pf;
    double pHigh = predicted.high() * pf;
    if (opposite(gold.bound(), predicted.bound())) {
      return false;
    }
    boolean about = gold.bound() == Bound.ABOUT || predicted.bound() == Bound.ABOUT;
    boolean converted = convert && gu.factor() != pu.factor();
    double tolerance = about ? ABOUT_TOLERANCE : converted ? CONVERTED_TOLERANCE : SAME;
    if (near(gLow, pLow, tolerance) && near(gHigh, pHigh, tolerance)) {
      return true;
    }
    return gold.bound() != predicted.bound()
        && least(predicted.bound(), pLow) <= least(gold.bound(), gLow)
        && most(predicted.bound(), pHigh) >= most(gold.bound(), gHigh);
  }

  private static boolean opposite(Bound a, Bound b) {
    return (a == Bound.AT_MOST && b == Bound.AT_LEAST)
        || (a == Bound.AT_LEAST && b == Bound.AT_MOST);
  }

  private static boolean near(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }

  private static double least(Bound bound, double low) {
    return switch (bound) {
      case AT_MOST -> Double.NEGATIVE_INFINITY;
      case ABOUT -> low - ABOUT_TOLERANCE * Math.abs(low);
      default -> low;
    };
  }

  private static double most(Bound bound, double high) {
    return switch (bound) {
      case AT_LEAST -> Double.POSITIVE_INFINITY;
      case ABOUT -> high + ABOUT_TOLERANCE * Math.abs(high);
      default -> high;
    };
  }

  /** "61000000 million crowns" means 61000000 crowns: the number is already multiplied out. */
  private static double times(Quantity quantity, Unit unit) {
    return unit.times() >= 1000 && Math.abs(quantity.high()) >= unit.times() ? 1 : unit.times();
  }

  private static String versus(Quantity gold, Quantity predicted) {
    return "gold " + written(gold) + ", got " + written(predicted);
  }

  private static String written(Quantity q) {
    String value = number(q.low()) + (q.bound() == Bound.BETWEEN ? " to " + number(q.high()) : "");
    String bound =
        switch (q.bound()) {
          case ABOUT -> "about ";
          case AT_MOST -> "at most ";
          case AT_LEAST -> "at least ";
          default -> "";
        };
    return (bound + value + " " + q.unit()).strip();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
