package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Estimate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
  private static final Instant NOON = Instant.parse("2026-01-28T12:00:00Z");
  private static final Decision ACCEPT = new Decision.Accept(List.of());

  @Test
  void the_bound_is_the_formulas() {
    // exp(2² / 2) = 7.39; a margin below the standard error wears at once.
    assertThat(DecisionLog.wornFrom(0.04, 0.02)).isEqualTo(8);
    assertThat(DecisionLog.wornFrom(0.06, 0.02)).isEqualTo(91);
    assertThat(DecisionLog.wornFrom(0.01, 0.02)).isEqualTo(2);
  }

  @Test
  void other_answers_count_and_other_labels_count_for_themselves() {
    Scores one = SmallScores.of("a", 8, 9, 8, 7, 8);
    Scores two = SmallScores.of("a", 8, 9, 8, 7, 9);
    Scores elsewhere = SmallScores.withGold(one, "other labels");
    DecisionLog log =
        new DecisionLog(List.of())
            .with(DecisionLog.entry(one, ACCEPT, NOON))
            .with(DecisionLog.entry(one, ACCEPT, NOON.plusSeconds(60)))
            .with(DecisionLog.entry(two, ACCEPT, NOON))
            .with(DecisionLog.entry(elsewhere, ACCEPT, NOON));
    assertThat(log.entries()).hasSize(3);
    assertThat(log.before(DecisionLog.entry(one, ACCEPT, NOON))).isEqualTo(1);
    assertThat(log.before(DecisionLog.entry(SmallScores.of("b", 1, 2, 3, 4, 5), ACCEPT, NOON)))
        .isEqualTo(2);
    assertThat(log.before(DecisionLog.entry(elsewhere, ACCEPT, NOON))).isZero();
  }

  /**
   * The best of as many equal candidates as wear the stories out looks better than it is: by no
   * more than the margin, and not by next to nothing.
   */
  @Test
  void choosing_among_so_many_gains_no_more_than_the_margin() {
    SwapSimulator simulator = new SwapSimulator(9);
    Bootstrap bootstrap = new Bootstrap(200, 1);
    double margin = 0.03;
    double error = 0;
    int swaps = 200;
    for (int i = 0; i < swaps; i++) {
      PairedMeasure pair = simulator.verdicts(23, 0, margin);
      error +=
          bootstrap
              .difference(pair.baseline(), pair.candidate(), pair.statistic(), pair.range())
              .map(Estimate::standardError)
              .orElseThrow();
    }
    int candidates = (int) DecisionLog.wornFrom(margin, error / swaps);
    assertThat(candidates).isBetween(4, 200);
    double gained = 0;
    int rounds = 300;
    for (int r = 0; r < rounds; r++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < candidates; c++) {
        PairedMeasure pair = simulator.verdicts(23, 0, margin);
        best =
            Math.max(
                best,
                pair.statistic().applyAsDouble(pair.candidate().total())
                    - pair.statistic().applyAsDouble(pair.baseline().total()));
      }
      gained += best / rounds;
    }
    assertThat(gained).isLessThan(margin).isCloseTo(0.75 * margin, within(0.25 * margin));
  }
}
