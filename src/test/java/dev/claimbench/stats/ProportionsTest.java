package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionsTest {
  /** Newcombe (1998), Statistics in Medicine 17, table I: methods 3 and 5. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662, 0.2527, 0.3676",
    "15, 148, 0.0624, 0.1605, 0.0578, 0.1617",
    "0, 20, 0.0000, 0.1611, 0.0000, 0.1684",
    "1, 29, 0.0061, 0.1718, 0.0009, 0.1776",
    "20, 20, 0.8389, 1.0000, 0.8316, 1.0000"
  })
  void intervals_are_those_of_newcombes_table(
      int successes, int trials, double low, double high, double exactLow, double exactHigh) {
    Interval wilson = Wilson.interval(successes, trials, 0.95);
    assertThat(wilson.low()).isCloseTo(low, within(0.00005));
    assertThat(wilson.high()).isCloseTo(high, within(0.00005));
    assertThat(wilson.level()).isEqualTo(0.95);
    Interval exact = ClopperPearson.interval(successes, trials, 0.95);
    assertThat(exact.low()).isCloseTo(exactLow, within(0.00005));
    assertThat(exact.high()).isCloseTo(exactHigh, within(0.00005));
  }

  @Test
  void more_successes_than_trials_or_no_trials_are_refused() {
    assertThatThrownBy(() -> Wilson.interval(3, 2, 0.95)).hasMessageContaining("3 of 2");
    assertThatThrownBy(() -> Wilson.interval(-1, 2, 0.95)).hasMessageContaining("-1 of 2");
    assertThatThrownBy(() -> ClopperPearson.interval(0, 0, 0.95)).hasMessageContaining("0 of 0");
  }

  @Test
  void a_standard_error_by_hand() {
    // 1, 2, 3, 4, 10: variance 12.5
    assertThat(StandardError.mean(1, 2, 3, 4, 10)).isCloseTo(Math.sqrt(2.5), within(1e-12));
    assertThatThrownBy(() -> StandardError.mean(1)).hasMessageContaining("got 1");
  }

  @Test
  void pairing_removes_what_both_samples_share() {
    double[] first = {1, 5, 9};
    double[] second = {2, 6, 10};
    assertThat(StandardError.paired(first, second)).isZero();
    // Differences 1, 1, 4: variance 3, over 3
    assertThat(StandardError.paired(first, new double[] {2, 6, 13})).isCloseTo(1, within(1e-12));
    // variance 16 each: sqrt(16/3 + 16/3)
    assertThat(StandardError.unpaired(first, second)).isCloseTo(Math.sqrt(32.0 / 3), within(1e-12));
  }

  @Test
  void claims_of_one_story_count_as_one_piece_of_evidence() {
    // Mean 3/4; deviations per story 3 · 1/4 and -3/4: sqrt(9/16 + 9/16)/4
    List<double[]> stories = List.of(new double[] {1, 1, 1}, new double[] {0});
    assertThat(StandardError.clustered(stories)).isCloseTo(Math.sqrt(9.0 / 8) / 4, within(1e-12));
    assertThatThrownBy(() -> StandardError.clustered(List.of(new double[] {1})))
        .hasMessageContaining("got 1");
  }

  @Test
  void kappa_of_two_annotators() {
    // 3 of 4 agree; chance 1/4 · 2/4 + 3/4 · 2/4 = 1/2: (3/4 - 1/2)/(1/2)
    assertThat(Kappa.cohen(List.of("S", "S", "R", "R"), List.of("S", "R", "R", "R")))
        .isCloseTo(0.5, within(1e-12));
    // 2 of 4 agree; chance (S 2 · 2 + R 1 · 2 + N 1 · 0)/16 = 6/16: (8 - 6)/(16 - 6)
    assertThat(Kappa.cohen(List.of("S", "S", "R", "N"), List.of("S", "R", "R", "S")))
        .isCloseTo(0.2, within(1e-12));
    assertThat(Kappa.cohen(List.of("S", "S"), List.of("S", "S"))).isNaN();
    assertThat(Kappa.cohen(List.of("S", "R"), List.of("R", "S"))).isCloseTo(-1, within(1e-12));
    assertThatThrownBy(() -> Kappa.cohen(List.of("S"), List.of())).hasMessageContaining("1 and 0");
  }

  @Test
  void on_an_ordered_scale_near_misses_count_less() {
    // Squared distances 0 + 1 + 1 = 2; over all pairs 12, by chance 12/3 = 4: 1 - 2/4
    assertThat(Kappa.quadratic(new int[] {0, 1, 2}, new int[] {0, 2, 1}))
        .isCloseTo(0.5, within(1e-12));
    assertThatThrownBy(() -> Kappa.quadratic(new int[1], new int[2]))
        .hasMessageContaining("1 and 2");
  }

  @Test
  void kendalls_tau_with_and_without_ties() {
    // One of six pairs is the other way round: (5 - 1)/6
    assertThat(KendallTau.b(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
        .isCloseTo(4 / 6.0, within(1e-12));
    // scipy.stats.kendalltau's own example: 2 pairs agree, 6 do not, of 8 and 9 untied ones
    assertThat(KendallTau.b(new double[] {12, 2, 1, 12, 2}, new double[] {1, 4, 7, 1, 0}))
        .isCloseTo(-4 / Math.sqrt(72), within(1e-12));
    assertThat(KendallTau.b(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    assertThatThrownBy(() -> KendallTau.b(new double[1], new double[2]))
        .hasMessageContaining("1 and 2");
  }
}
