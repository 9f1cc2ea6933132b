package dev.claimbench.stats;

/** The arithmetic mean. */
final class Mean {
  private Mean() {}

  /** NaN of nothing. */
  static double compute(double... values) {
    double sum = 0;
    for (double x : values) {
      sum += x;
    }
    return sum / values.length;
  }
}
