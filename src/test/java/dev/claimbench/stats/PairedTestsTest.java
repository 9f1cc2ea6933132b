package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedTestsTest {
  /** Darwin's crossed less self-fertilised maize, in eighths of an inch; Fisher (1935), §17. */
  private static final double[] MAIZE = {
    49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48
  };

  @Test
  void darwins_maize_by_every_sign_pattern() {
    // Fisher, §21: 863 of the 32,768 patterns reach the sum 314 either way.
    assertThat(twoSided(SignFlip.of(1), MAIZE)).isEqualTo(1726 / 32768.0);
  }

  @Test
  void darwins_maize_by_drawn_sign_patterns() {
    // p(1-p)/100,000: standard error 0.0007
    SignFlip drawn = new SignFlip(0, 100_000, 7);
    assertThat(twoSided(drawn, MAIZE))
        .isCloseTo(0.05267, within(0.0025))
        .isEqualTo(twoSided(drawn, MAIZE));
    assertThat(twoSided(new SignFlip(0, 100_000, 8), MAIZE)).isNotEqualTo(twoSided(drawn, MAIZE));
  }

  @Test
  void models_without_difference_are_not_told_apart() {
    assertThat(twoSided(SignFlip.of(1), 0, 0, 0)).isEqualTo(1);
    assertThat(twoSided(new SignFlip(0, 10, 1), 0, 0, 0)).isEqualTo(1);
  }

  @Test
  void drawn_patterns_never_give_a_p_of_zero() {
    double[] clear = new double[40];
    Arrays.fill(clear, 1);
    assertThat(twoSided(new SignFlip(20, 999, 1), clear)).isEqualTo(0.001);
  }

  @Test
  void three_stories_in_favour_are_one_pattern_of_eight_either_way() {
    assertThat(twoSided(SignFlip.of(1), 0.1, 0.2, 0.3)).isEqualTo(0.25);
    // The sum of 0.1, 0.2 and 0.5 - 0.2 is that of 0.3, 0.2 and 0.1 in spite of rounding.
    assertThat(twoSided(SignFlip.of(1), 0.1, 0.2, 0.5 - 0.2)).isEqualTo(0.25);
  }

  @Test
  void swapping_the_answers_of_equally_long_stories_is_flipping_the_signs() {
    double[] a = {3, 5, 2, 8, 4, 6};
    double[] b = {5, 5, 6, 9, 3, 9};
    Clusters baseline =
        Clusters.of(DoubleStream.of(a).mapToObj(x -> new double[] {x, 10}).toList());
    Clusters candidate =
        Clusters.of(DoubleStream.of(b).mapToObj(x -> new double[] {x, 10}).toList());
    double expected = twoSided(SignFlip.of(1), 2, 0, 4, 1, -1, 3);
    assertThat(SignFlip.of(1).swap(baseline, candidate, PairedTestsTest::share))
        .isEqualTo(expected);
    assertThat(new SignFlip(0, 50_000, 3).swap(baseline, candidate, PairedTestsTest::share))
        .isCloseTo(expected, within(0.01));
  }

  /** One story more, which both answer alike, changes nothing but how p is computed. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.02, 0.04})
  void of_many_stories_p_needs_no_draws(double better) {
    SplittableRandom random = new SplittableRandom(11);
    List<double[]> a = new ArrayList<>();
    List<double[]> b = new ArrayList<>();
    for (int i = 0; i < Bootstrap.MOST_DRAWN; i++) {
      // Stories of one to nine claims, of which each model answers some, and some of these rightly.
      int claims = 1 + random.nextInt(9);
      for (List<double[]> rows : List.of(a, b)) {
        int answered = 0;
        int right = 0;
        for (int c = 0; c < claims; c++) {
          if (random.nextDouble() < 0.8) {
            answered++;
            right += random.nextDouble() < 0.6 + (rows == b ? better : 0) ? 1 : 0;
          }
        }
        rows.add(new double[] {right, answered});
      }
    }
    double drawn = SignFlip.of(3).swap(Clusters.of(a), Clusters.of(b), PairedTestsTest::share);
    a.add(new double[] {0, 0});
    b.add(new double[] {0, 0});

    double normal = SignFlip.of(3).swap(Clusters.of(a), Clusters.of(b), PairedTestsTest::share);

    assertThat(SignFlip.isNormal(a.size())).isTrue();
    assertThat(SignFlip.isNormal(a.size() - 1)).isFalse();
    // Four standard errors of 20,000 draws.
    assertThat(normal)
        .isNotEqualTo(drawn)
        .isCloseTo(drawn, within(0.001 + 4 * Math.sqrt(drawn * (1 - drawn) / 20_000)));
    assertThat(SignFlip.of(3).swap(Clusters.of(a), Clusters.of(a), PairedTestsTest::share))
        .isEqualTo(1);
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
  void mcnemar_is_a_coin_over_the_claims_that_one_model_has_right() {
    // 6 against 1: 2 · (1 + 7)/2^7
    assertThat(new McNemar(6, 1).exactP()).isEqualTo(0.125);
    assertThat(new McNemar(1, 6).exactP()).isEqualTo(0.125);
  }

  @Test
  void mcnemar_of_a_tie_or_of_nothing_is_no_difference() {
    assertThat(new McNemar(4, 4).exactP()).isEqualTo(1);
    assertThat(new McNemar(0, 0).exactP()).isEqualTo(1);
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
    assertThatThrownBy(() -> new SignFlip(27, 1, 1)).hasMessageContaining("27");
    assertThatThrownBy(() -> new SignFlip(-1, 1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new SignFlip(1, 0, 1)).hasMessageContaining("got 0");
  }

  /** Differences of stories, as the totals of a candidate against a baseline of zeros. */
  private static double twoSided(SignFlip test, double... differences) {
    Clusters baseline =
        Clusters.of(DoubleStream.of(differences).mapToObj(d -> new double[] {0}).toList());
    Clusters candidate =
        Clusters.of(DoubleStream.of(differences).mapToObj(d -> new double[] {d}).toList());
    return test.swap(baseline, candidate, row -> row[0]);
  }

  private static double share(double[] row) {
    return row[0] / row[1];
  }
}
