package dev.claimbench.stats;

/** A number in [0, 1]. */
final class Probability {
  private Probability() {}

  static double check(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability must be in [0, 1], got " + p);
    }
    return p;
  }
}
