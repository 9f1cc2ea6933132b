package dev.claimbench.align;

/**
 * A date at its own granularity.
 *
 * @param year 0 where unknown
 * @param month 1 to 12, 0 where unknown
 * @param day 1 to 31, 0 where unknown
 */
record PartialDate(int year, int month, int day) {

  /** Whether both can be the same date: "2026-03" and "12 March" can. */
  boolean compatible(PartialDate other) {
    boolean years = year == 0 || other.year == 0 || year == other.year;
    boolean months = month == 0 || other.month == 0 || month == other.month;
    boolean days = day == 0 || other.day == 0 || day == other.day;
    return years && months && days;
  }

  /** Whether there is a part that both name. */
  boolean comparable(PartialDate other) {
    return (year != 0 && other.year != 0)
        || (month != 0 && other.month != 0)
        || (day != 0 && other.day != 0);
  }

  /** Whether it says all that {@code gold} says, and nothing against it. */
  boolean atLeastAsFineAs(PartialDate gold) {
    return compatible(gold)
        && (gold.year == 0 || year != 0)
        && (gold.month == 0 || month != 0)
        && (gold.day == 0 || day != 0);
  }

  @Override
  public String toString() {
    String text = year == 0 ? "----" : String.valueOf(year);
    if (month != 0 || day != 0) {
      text += month == 0 ? "-??" : month < 10 ? "-0" + month : "-" + month;
    }
    return day == 0 ? text : text + (day < 10 ? "-0" : "-") + day;
  }
}
