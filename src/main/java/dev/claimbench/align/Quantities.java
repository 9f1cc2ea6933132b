package dev.claimbench.align;

import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

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

  /** So many that are not in the other claim are looked at: a text with more is no claim. */
  static final int MOST_CHANGED = 200;

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
        && counterpart(QuantityWithUnit.parse(gold.get()), QuantityWithUnit.parse(predicted.get()));
  }

  /** The fields decide where both are there; else the numbers in the texts do. */
  static Optional<String> conflict(ParsedClaim gold, ParsedClaim predicted) {
    if (gold.quantity().isPresent() && predicted.quantity().isPresent()) {
      QuantityWithUnit g = gold.quantity().get();
      QuantityWithUnit p = predicted.quantity().get();
      if (g.to(p) != Unit.Relation.DIFFERENT) {
        return agree(g, p) ? Optional.empty() : Optional.of(versus(g, p));
      }
      if (g.quantity().low() == p.quantity().low() && g.quantity().high() == p.quantity().high()) {
        return Optional.of(versus(g, p));
      }
      // Two figures of different kinds: each may have picked another one of the same sentence.
    }
    return changed(gold.numbers(), predicted.numbers());
  }

  /**
   * A changed number is one on each side that finds no counterpart on the other, both of one kind.
   * A number that is only left out, or only added, is none.
   */
  private static Optional<String> changed(
      List<QuantityWithUnit> golds, List<QuantityWithUnit> predictions) {
    // With as many numbers on either side, what is left over on both is taken for the same thing.
    boolean asMany = golds.size() == predictions.size();
    List<QuantityWithUnit> leftGold = without(golds, predictions, Quantities::counterpart);
    List<QuantityWithUnit> leftPredicted = without(predictions, golds, (p, g) -> counterpart(g, p));
    for (QuantityWithUnit g : leftGold) {
      for (QuantityWithUnit p : leftPredicted) {
        if (sameKind(g, p, asMany)) {
          return Optional.of(versus(g, p));
        }
      }
    }
    return Optional.empty();
  }

  /** Those without a counterpart, by way of equality, which takes no pair of all with all. */
  private static List<QuantityWithUnit> without(
      List<QuantityWithUnit> some,
      List<QuantityWithUnit> others,
      BiPredicate<QuantityWithUnit, QuantityWithUnit> counterpart) {
    Set<QuantityWithUnit> same = new HashSet<>(others);
    return some.stream()
        .filter(one -> !same.contains(one))
        .distinct()
        .limit(MOST_CHANGED)
        .filter(one -> others.stream().noneMatch(other -> counterpart.test(one, other)))
        .toList();
  }

  private static boolean sameKind(QuantityWithUnit a, QuantityWithUnit b, boolean asMany) {
    return switch (a.to(b)) {
      case SAME -> asMany || !a.quantity().unit().isEmpty();
      case LOOSE -> asMany;
      // "30 km" and "30 percent": the unit was changed; so it was in "62 dollars" and "62 florins",
      // of which one is known, where nothing else is left that it could stand for.
      case DIFFERENT ->
          a.quantity().low() == b.quantity().low()
              && ((a.unit().known() && b.unit().known()) || asMany);
    };
  }

  static boolean counterpart(QuantityWithUnit gold, QuantityWithUnit predicted) {
    return gold.to(predicted) != Unit.Relation.DIFFERENT && agree(gold, predicted);
  }

  /**
   * Whether the prediction says the same as the gold quantity, or something that follows from it.
   */
  static boolean agree(QuantityWithUnit gold, QuantityWithUnit predicted) {
    boolean convert = gold.to(predicted) == Unit.Relation.SAME;
    double gf = gold.times() * (convert ? gold.unit().factor() : 1);
    double pf = predicted.times() * (convert ? predicted.unit().factor() : 1);
    Bound goldBound = gold.quantity().bound();
    Bound bound = predicted.quantity().bound();
    double gLow = gold.quantity().low() * gf;
    double gHigh = gold.quantity().high() * gf;
    double pLow = predicted.quantity().low() * pf;
    double pHigh = predicted.quantity().high() * pf;
    if (opposite(goldBound, bound)) {
      return false;
    }
    boolean about = goldBound == Bound.ABOUT || bound == Bound.ABOUT;
    boolean converted = convert && gold.unit().factor() != predicted.unit().factor();
    double tolerance = about ? ABOUT_TOLERANCE : converted ? CONVERTED_TOLERANCE : SAME;
    if (near(gLow, pLow, tolerance) && near(gHigh, pHigh, tolerance)) {
      return true;
    }
    return goldBound != bound
        && least(bound, pLow) <= least(goldBound, gLow)
        && most(bound, pHigh) >= most(goldBound, gHigh);
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

  private static String versus(QuantityWithUnit gold, QuantityWithUnit predicted) {
    return "gold " + format(gold.quantity()) + ", got " + format(predicted.quantity());
  }

  static String format(Quantity q) {
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
        ? Text.format("%.0f", value)
        : Double.toString(value);
  }
}
