package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.SignFlip;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How often the gate with the shipped policy's margins rejects, accepts and cannot tell, where the
 * truth is known. docs/GATE.md has the rates of the long one; it takes some minutes:
 *
 * <pre>mvn test -Dtest=GateErrorRatesTest -Dclaimbench.simulation=true</pre>
 */
class GateErrorRatesTest {
  private static final long[] SEEDS = {11, 23, 37, 41, 59};
  private static final int STORIES = 22;
  private static final double ALPHA = 0.05;

  /** Both figures decide, as in the shipped policy. */
  private static DecisionTally rates(
      long seed, int replicates, int stories, double verify, double extract) {
    SwapSimulator simulator = new SwapSimulator(seed);
    // Fewer draws than the shipped ones, for time: they blur p and intervals, evenly.
    Differences statistics =
        new Differences(ALPHA, new Bootstrap(400, seed), new SignFlip(10, 1_999, seed));
    DecisionTally tally = DecisionTally.NONE;
    for (int r = 0; r < replicates; r++) {
      tally =
          tally.with(
              DecisionTally.decide(
                  statistics.of(
                      List.of(
                          simulator.verdicts(stories, verify, 0.05),
                          simulator.extraction(stories, extract, 0.07)))));
    }
    return tally;
  }

  @Test
  void equal_models_are_seldom_rejected_and_losses_seldom_accepted() {
    DecisionTally equal = rates(SEEDS[0], 400, STORIES, 0, 0);
    // 5% with three standard errors of 400 replicates: 5 + 3 · 1.1.
    assertThat(equal.reject()).as(equal.toString()).isLessThan(0.083);
    assertThat(equal.accept()).as(equal.toString()).isGreaterThan(0.5);
    DecisionTally loss = rates(SEEDS[1], 400, STORIES, -0.05, 0);
    assertThat(loss.accept()).as(loss.toString()).isLessThan(0.083);
    assertThat(loss.reject()).as(loss.toString()).isGreaterThan(0.7);
  }

  @Test
  @Tag("simulation")
  @EnabledIfSystemProperty(
      named = "claimbench.simulation",
      matches = "true",
      disabledReason = "takes minutes; -Dclaimbench.simulation=true runs it")
  void rates_for_the_documentation() {
    double[][] truths = {
      {0, 0},
      {-0.05, 0},
      {0, -0.07},
      {0, -0.10},
      {0, -0.12},
      {-0.05, -0.07},
      {-0.03, -0.04},
      {0.05, 0.07}
    };
    for (double[] truth : truths) {
      for (long seed : SEEDS) {
        DecisionTally rates = rates(seed, 2_000, STORIES, truth[0], truth[1]);
        report(truth, seed, rates);
        if (truth[0] == 0 && truth[1] == 0) {
          assertThat(rates.reject()).isLessThanOrEqualTo(0.05);
        }
        if (truth[0] == -0.05) {
          assertThat(rates.reject()).isGreaterThanOrEqualTo(0.8);
        }
      }
    }
  }

  private static void report(double[] truth, long seed, DecisionTally rates) {
    System.out.printf(
        Locale.ROOT,
        "verify.accuracy %+.2f, extract.f1 %+.2f, seed %d: %s%n",
        truth[0],
        truth[1],
        seed,
        rates);
  }
}
