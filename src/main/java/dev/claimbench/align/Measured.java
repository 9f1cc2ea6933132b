package dev.claimbench.align;

import dev.claimbench.dataset.Quantity;

/** A quantity whose unit was read. */
record Measured(Quantity quantity, Unit unit) {
  static Measured parse(Quantity quantity) {
    return new Measured(quantity, Unit.parse(quantity.unit()));
  }

  Unit.Relation to(Measured other) {
    return unit.to(other.unit);
  }

  /** "61000000 million crowns" means 61000000 crowns: the number is already multiplied out. */
  double times() {
    return unit.times() >= 1000 && Math.abs(quantity.high()) >= unit.times() ? 1 : unit.times();
  }
}
