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

  private record Rates(double reject, double accept, double cannotTell) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "reject %.1f%%, accept %.1f%%, cannot tell %.1f%%",
          100 * reject,
          100 * accept,
          100 * cannotTell);
    }
  }

  /** Both figures decide, as in the shipped policy. */
  private static Rates rates(
      long seed, int replicates, int stories, double verify, double extract) {
    SwapSimulator simulator = new SwapSimulator(seed);
    // Fewer draws than the shipped ones, for time: they blur p and intervals, evenly.
    Differences statistics =
        new Differences(ALPHA, new Bootstrap(400, seed), new SignFlip(10, 1_999, seed));
    int reject = 0;
    int accept = 0;
    for (int r = 0; r < replicates; r++) {
      List<Rule> rules =
          statistics
              .of(
                  List.of(
                      simulator.verdicts(stories, verify, 0.05),
                      simulator.extraction(stories, extract, 0.07)))
              .stream()
              .map(Gate::margin)
              .toList();
      Decision decision = Decision.from(rules, false, Policy.Unsure.STOP);
      reject += decision instanceof Decision.Reject ? 1 : 0;
      accept += decision instanceof Decision.Accept ? 1 : 0;
    }
    double n = replicates;
    return new Rates(reject / n, accept / n, (n - reject - accept) / n);
  }

  @Test
  void equal_models_are_seldom_rejected_and_losses_seldom_accepted() {
    Rates equal = rates(SEEDS[0], 400, STORIES, 0, 0);
    // 5% with three standard errors of 400 replicates: 5 + 3 · 1.1.
    assertThat(equal.reject()).as(equal.toString()).isLessThan(0.083);
    assertThat(equal.accept()).as(equal.toString()).isGreaterThan(0.5);
    Rates loss = rates(SEEDS[1], 400, STORIES, -0.05, 0);
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
        Rates rates = rates(seed, 2_000, STORIES, truth[0], truth[1]);
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

  private static void report(double[] truth, long seed, Rates rates) {
    System.out.printf(
        Locale.ROOT,
        "verify.accuracy %+.2f, extract.f1 %+.2f, seed %d: %s%n",
        truth[0],
        truth[1],
        seed,
        rates);
  }
}
