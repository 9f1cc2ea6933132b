package dev.claimbench.stats;

/** What a count of successes can be. */
final class Trials {
  private Trials() {}

  static void check(int successes, int trials) {
    if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException(
          "needs 0 <= successes <= trials and a trial, got " + successes + " of " + trials);
    }
  }
}
