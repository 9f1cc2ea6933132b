package dev.claimbench.dataset;

import dev.claimbench.text.Text;

/**
 * A number with its unit and bound.
 *
 * @param low the value; for {@link Bound#BETWEEN} the lower end
 * @param high the same as {@code low} unless the bound is {@link Bound#BETWEEN}
 * @param unit as the article names it ("percent", "km"); may be empty for a bare count
 * @param bound how the number is to be read
 */
public record Quantity(double low, double high, String unit, Bound bound) {
  public Quantity {
    unit = Text.wellFormed(unit);
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
      throw new IllegalArgumentException(
          "a quantity needs finite numbers, low to high, got " + low + " to " + high);
    }
    if (bound != Bound.BETWEEN && low != high) {
      throw new IllegalArgumentException("only a range has two ends, got " + low + ", " + high);
    }
  }

  public static Quantity of(double value, String unit, Bound bound) {
    return new Quantity(value, value, unit, bound);
  }

  public static Quantity range(double low, double high, String unit) {
    return new Quantity(low, high, unit, Bound.BETWEEN);
  }
}
