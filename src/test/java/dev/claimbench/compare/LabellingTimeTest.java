package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many rows of {@code disagreements.csv} are labelled until it decides, on 200 own articles:
 * 1,200 verdicts, of which 10 to 35% differ. At a quarter of a minute a row, 45 minutes are 180
 * rows.
 */
class LabellingTimeTest {
  private static final int VERDICTS = 1200;
  private static final int ROWS_IN_45_MINUTES = 180;
  private static final int LOOK = 15;

  /**
   * Rows labelled in each replicate until the advice is to swap or to keep.
   *
   * @param differing share of the verdicts on which the models differ; on a tenth of them neither
   *     is right
   * @param difference true difference of accuracy over all verdicts
   */
  private static int[] rows(double differing, double difference, int replicates) {
    int all = (int) Math.round(VERDICTS * differing);
    int neither = all / 10;
    int won = (int) Math.round((all - neither + difference * VERDICTS) / 2);
    List<Double> gains = new ArrayList<>(Collections.nCopies(won, 1.0));
    gains.addAll(Collections.nCopies(all - neither - won, -1.0));
    gains.addAll(Collections.nCopies(neither, 0.0));
    Random random = new Random(11);
    int[] rows = new int[replicates];
    for (int r = 0; r < replicates; r++) {
      Collections.shuffle(gains, random);
      int n = 0;
      while (n < all && advice(all, gains.subList(0, n)) == SheetDecision.Advice.GO_ON) {
        n = Math.min(all, n + LOOK);
      }
      rows[r] = n;
    }
    Arrays.sort(rows);
    return rows;
  }

  private static SheetDecision.Advice advice(int all, List<Double> gains) {
    return new SheetDecision(VERDICTS, all, gains, 0, 0.05, 0.05).advice();
  }

  @Test
  void
      two_models_that_are_equal_and_differ_on_every_fifth_verdict_take_three_quarters_of_an_hour() {
    int[] rows = rows(0.2, 0, 20);
    assertThat(Arrays.stream(rows).filter(n -> n <= ROWS_IN_45_MINUTES).count())
        .isGreaterThanOrEqualTo(16);
  }

  @Test
  @EnabledIfSystemProperty(named = "claimbench.simulation", matches = "true")
  void table() {
    for (double differing : new double[] {0.1, 0.2, 0.35}) {
      for (double difference : new double[] {0.05, 0, -0.025, -0.1}) {
        if (Math.abs(difference) > 0.9 * differing) {
          continue;
        }
        int[] rows = rows(differing, difference, 100);
        System.err.printf(
            Locale.ROOT,
            "| %.0f%% (%d) | %+.3f | %d | %d | %d%% |%n",
            100 * differing,
            Math.round(VERDICTS * differing),
            difference,
            rows[50],
            rows[90],
            Arrays.stream(rows).filter(n -> n <= ROWS_IN_45_MINUTES).count());
      }
    }
  }
}
