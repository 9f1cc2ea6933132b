package dev.claimbench.align;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long pairing takes; printed, never asserted. */
@Tag("benchmark")
class AssignmentBenchmark {
  private static final int SIZE = 1000;
  private static final int ROUNDS = 15;

  @Test
  void a_thousand_claims_with_a_thousand() {
    double[][] random = random(3, true);
    measure("1,000 x 1,000, uniform, nothing forbidden", random, 0);
    measure("1,000 x 1,000, uniform, half forbidden", random, 0.5);
    measure("1,000 x 1,000, values of two digits (ties)", random(4, false), 0.5);
  }

  private static double[][] random(int seed, boolean fine) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[SIZE][SIZE];
    for (double[] row : matrix) {
      for (int j = 0; j < SIZE; j++) {
        row[j] = fine ? random.nextDouble() : random.nextInt(101) / 100.0;
      }
    }
    return matrix;
  }

  private static void measure(String name, double[][] matrix, double tau) {
    boolean[] preferred = new boolean[SIZE];
    double[][] tie = new double[SIZE][SIZE];
    double[] seconds = new double[ROUNDS];
    long paired = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      int[] columns = Assignment.best(matrix, tau, preferred, tie);
      seconds[round] = (System.nanoTime() - start) / 1e9;
      paired = Arrays.stream(columns).filter(c -> c >= 0).count();
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-46s best %.3f s, median %.3f s of %d (%d pairs)%n",
        name,
        seconds[0],
        seconds[ROUNDS / 2],
        ROUNDS,
        paired);
  }
}
