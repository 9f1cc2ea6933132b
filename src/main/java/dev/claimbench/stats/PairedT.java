package dev.claimbench.stats;

import org.apache.commons.statistics.inference.TTest;

/**
 * Student's paired t test. Source: Student (1908), <i>The probable error of a mean</i>, Biometrika
 * 6. With differences per story it is the usual test of two models.
 */
public final class PairedT {
  private PairedT() {}

  /**
   * Two-sided test of second - first; the statistic is t, positive where the second is greater.
   *
   * @param first and {@code second}: 2 or more pairs
   */
  public static TestResult test(double[] first, double[] second) {
    return test(Pairs.differences(first, second));
  }

  /**
   * Two-sided test of a mean difference of 0.
   *
   * @param differences 2 or more; all 0 gives p 1 (scipy: NaN), all equal otherwise p 0
   */
  public static TestResult test(double... differences) {
    if (differences.length < 2) {
      throw new IllegalArgumentException("needs 2 or more differences, got " + differences.length);
    }
    for (double d : differences) {
      if (d != differences[0]) {
        TTest.Result result = TTest.withDefaults().test(differences);
        return new TestResult(result.getStatistic(), result.getPValue());
      }
    }
    double d = differences[0];
    return d == 0 ? new TestResult(0, 1) : new TestResult(d * Double.POSITIVE_INFINITY, 0);
  }
}
