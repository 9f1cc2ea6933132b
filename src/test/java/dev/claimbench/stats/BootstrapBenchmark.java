package dev.claimbench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long intervals take; printed, never asserted. */
@Tag("benchmark")
class BootstrapBenchmark {
  private static final int STORIES = 500;
  private static final int CLAIMS = 10_000;
  private static final int RESAMPLES = 10_000;
  private static final int ROUNDS = 15;

  @Test
  void ten_thousand_resamples_of_ten_thousand_claims_in_five_hundred_stories() {
    int[] story = new int[CLAIMS];
    boolean[] right = new boolean[CLAIMS];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < CLAIMS; i++) {
      story[i] = random.nextInt(STORIES);
      right[i] = random.nextDouble() < 0.8;
    }
    double[] seconds = new double[ROUNDS];
    Interval interval = null;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      // The claims are summed up by story first, as a scorecard does; that is measured too.
      List<double[]> rows = new ArrayList<>();
      for (int s = 0; s < STORIES; s++) {
        rows.add(new double[2]);
      }
      for (int i = 0; i < CLAIMS; i++) {
        rows.get(story[i])[0] += right[i] ? 1 : 0;
        rows.get(story[i])[1]++;
      }
      interval =
          new Bootstrap(RESAMPLES, 7)
              .of(Clusters.of(rows), sums -> sums[0] / sums[1], Range.UNIT)
              .orElseThrow()
              .interval(0.95);
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-46s best %.3f s, median %.3f s of %d (%.4f to %.4f)%n",
        "10,000 resamples, 10,000 claims, 500 stories",
        seconds[0],
        seconds[ROUNDS / 2],
        ROUNDS,
        interval.low(),
        interval.high());
  }
}
