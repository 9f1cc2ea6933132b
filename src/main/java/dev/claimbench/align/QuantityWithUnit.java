package dev.claimbench.align;

import dev.claimbench.dataset.Quantity;

/** A quantity whose unit was read. */
record QuantityWithUnit(Quantity quantity, Unit unit) {
  static QuantityWithUnit parse(Quantity quantity) {
    return new QuantityWithUnit(quantity, Unit.parse(quantity.unit()));
  }

  Unit.Relation to(QuantityWithUnit other) {
    return unit.to(other.unit);
  }

  /** "61000000 million crowns" means 61000000 crowns: the number is already multiplied out. */
  double times() {
    return unit.times() >= 1000 && Math.abs(quantity.high()) >= unit.times() ? 1 : unit.times();
  }
}
