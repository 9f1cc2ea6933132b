package dev.claimbench.stats;

/**
 * The outcome of a significance test.
 *
 * @param statistic the test's own statistic; each test says which
 * @param p probability of a statistic at least as extreme if nothing differs, in [0, 1]
 */
public record TestResult(double statistic, double p) {
  public TestResult {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be in [0, 1], got " + p);
    }
  }
}
