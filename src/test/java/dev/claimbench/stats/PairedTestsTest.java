package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
  /** Darwin's crossed less self-fertilised maize, in eighths of an inch; Fisher (1935), §17. */
  private static final double[] MAIZE = {
    49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48
  };

  @Test
  void darwins_maize_by_every_sign_pattern() {
    // Fisher, §21: 863 of the 32,768 patterns reach the sum 314 either way.
    assertThat(SignFlip.of(1).twoSided(MAIZE)).isEqualTo(1726 / 32768.0);
    assertThat(SignFlip.of(1).greater(MAIZE)).isEqualTo(863 / 32768.0);
  }

  @Test
  void darwins_maize_by_drawn_sign_patterns() {
    // p(1-p)/100,000: standard error 0.0007
    SignFlip drawn = new SignFlip(0, 100_000, 7);
    assertThat(drawn.twoSided(MAIZE))
        .isCloseTo(0.05267, within(0.0025))
        .isEqualTo(drawn.twoSided(MAIZE));
    assertThat(drawn.greater(MAIZE)).isCloseTo(0.02634, within(0.0018));
    assertThat(new SignFlip(0, 100_000, 8).twoSided(MAIZE)).isNotEqualTo(drawn.twoSided(MAIZE));
  }

  @Test
  void models_without_difference_are_not_told_apart() {
    assertThat(SignFlip.of(1).twoSided(0, 0, 0)).isEqualTo(1);
    assertThat(new SignFlip(0, 10, 1).twoSided(0, 0, 0)).isEqualTo(1);
  }

  @Test
  void drawn_patterns_never_give_a_p_of_zero() {
    double[] clear = new double[40];
    Arrays.fill(clear, 1);
    assertThat(new SignFlip(20, 999, 1).twoSided(clear)).isEqualTo(0.001);
  }

  @Test
  void three_stories_in_favour_are_one_pattern_of_eight_either_way() {
    assertThat(SignFlip.of(1).twoSided(0.1, 0.2, 0.3)).isEqualTo(0.25);
    assertThat(SignFlip.of(1).greater(0.1, 0.2, 0.3)).isEqualTo(0.125);
    assertThat(SignFlip.of(1).greater(-0.1, -0.2, -0.3)).isEqualTo(1);
    // Sums 0, 0.1+0.2-0.3 and back are ties in spite of rounding.
    assertThat(SignFlip.of(1).greater(0.1, 0.2, -0.3)).isEqualTo(5 / 8.0);
  }

  @Test
  void swapping_the_answers_of_equally_long_stories_is_flipping_the_signs() {
    double[] a = {3, 5, 2, 8, 4, 6};
    double[] b = {5, 5, 6, 9, 3, 9};
    double[] differences = PairedSamples.differences(a, b);
    Clusters baseline =
        Clusters.of(DoubleStream.of(a).mapToObj(x -> new double[] {x, 10}).toList());
    Clusters candidate =
        Clusters.of(DoubleStream.of(b).mapToObj(x -> new double[] {x, 10}).toList());
    double expected = SignFlip.of(1).twoSided(differences);
    assertThat(SignFlip.of(1).swap(baseline, candidate, PairedTestsTest::share))
        .isEqualTo(expected);
    assertThat(new SignFlip(0, 50_000, 3).swap(baseline, candidate, PairedTestsTest::share))
        .isCloseTo(expected, within(0.01));
  }

  @Test
  void a_swap_that_leaves_nothing_to_score_counts_against_the_difference() {
    // Only the candidate answers story one; swapped, its precision has no denominator left.
    Clusters baseline = Clusters.of(List.of(new double[] {0, 0}, new double[] {1, 2}));
    Clusters candidate = Clusters.of(List.of(new double[] {4, 4}, new double[] {0, 0}));
    // Patterns: as is 1 - 1/2; first swapped: NaN; both: -1/2; second alone: NaN. All extreme.
    assertThat(SignFlip.of(1).swap(baseline, candidate, PairedTestsTest::share)).isEqualTo(1);
    Clusters empty = Clusters.of(List.of(new double[] {0, 0}, new double[] {0, 0}));
    assertThatThrownBy(() -> SignFlip.of(1).swap(empty, candidate, PairedTestsTest::share))
        .hasMessageContaining("not defined");
    Clusters one = Clusters.of(List.of(new double[] {1, 2}));
    assertThatThrownBy(() -> SignFlip.of(1).swap(one, candidate, PairedTestsTest::share))
        .hasMessageContaining("1 and 2");
    Clusters narrow = Clusters.of(List.of(new double[] {0}, new double[] {0}));
    assertThatThrownBy(() -> SignFlip.of(1).swap(narrow, candidate, PairedTestsTest::share))
        .hasMessage("rows of 1 and 2 cannot be swapped");
  }

  @Test
  void mcnemar_counts_only_claims_that_one_model_has_right() {
    boolean[] a = {true, true, true, false, false, true, true};
    boolean[] b = {true, false, false, true, false, false, true};
    assertThat(McNemar.compute(a, b)).isEqualTo(new McNemar(3, 1));
    assertThatThrownBy(() -> McNemar.compute(a, new boolean[2])).hasMessageContaining("7 and 2");
    // 6 against 1: 2 · (1 + 7)/2^7
    assertThat(new McNemar(6, 1).exact()).isEqualTo(new TestResult(1, 0.125));
    assertThat(new McNemar(1, 6).exact()).isEqualTo(new TestResult(1, 0.125));
    // Agresti (2013), table 11.1: 150 and 86; corrected 63²/236.
    assertThat(new McNemar(150, 86).corrected().statistic()).isCloseTo(16.8178, within(0.0001));
  }

  @Test
  void mcnemar_of_a_tie_or_of_nothing_is_no_difference() {
    assertThat(new McNemar(4, 4).corrected()).isEqualTo(new TestResult(0, 1));
    assertThat(new McNemar(4, 4).exact().p()).isEqualTo(1);
    assertThat(new McNemar(0, 0).exact()).isEqualTo(new TestResult(0, 1));
    assertThatThrownBy(() -> new McNemar(-1, 0)).hasMessageContaining("-1 and 0");
    assertThatThrownBy(() -> new McNemar(0, -1)).hasMessageContaining("0 and -1");
  }

  @Test
  void holm_by_hand() {
    // Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1: 0.02, 0.03, 0.06, 0.04 raised to 0.06.
    assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.03, 0.06, 0.06, 0.02);
    // 3 · 0.9 is no probability.
    assertThat(Holm.adjust(0.9, 0.9, 0.001)).containsExactly(1, 1, 0.003);
    assertThat(Holm.adjust()).isEmpty();
    assertThatThrownBy(() -> Holm.adjust(0.1, 1.2)).hasMessageContaining("[0.1, 1.2]");
    assertThatThrownBy(() -> Holm.adjust(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void what_cannot_be_tested_is_refused() {
    assertThatThrownBy(() -> SignFlip.of(1).twoSided()).hasMessageContaining("got none");
    assertThatThrownBy(() -> new SignFlip(27, 1, 1)).hasMessageContaining("27");
    assertThatThrownBy(() -> new SignFlip(-1, 1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new SignFlip(1, 0, 1)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new TestResult(0, 1.5)).hasMessageContaining("1.5");
  }

  private static double share(double[] row) {
    return row[0] / row[1];
  }
}
