package dev.claimbench.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of paired differences. Differences of 0 are dropped before ranking,
 * as he did (commons-statistics alone would keep their ranks). Exact without ties up to 1,023
 * differences (scipy: 50), otherwise the normal approximation with tie correction and without
 * continuity correction. Source: Wilcoxon (1945), <i>Individual comparisons by ranking methods</i>,
 * Biometrics Bulletin 1.
 */
public final class Wilcoxon {
  private Wilcoxon() {}

  /** Two-sided test of second - first; see {@link #test(double...)}. */
  public static TestResult test(double[] first, double[] second) {
    return test(Pairs.differences(first, second));
  }

  /**
   * Two-sided test of differences that are symmetric about 0.
   *
   * @return the statistic is the sum of ranks of the positive differences; p is 1 if all are 0
   */
  public static TestResult test(double... differences) {
    double[] moved = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (moved.length == 0) {
      return new TestResult(0, 1);
    }
    WilcoxonSignedRankTest.Result result =
        WilcoxonSignedRankTest.withDefaults().with(ContinuityCorrection.DISABLED).test(moved);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
