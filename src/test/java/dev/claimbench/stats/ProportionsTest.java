package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProportionsTest {
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
