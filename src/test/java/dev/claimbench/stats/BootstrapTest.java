package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(10_000, 1);

  /** One claim a story: 1, 2, 3, 4, 10. */
  private static final Clusters FIVE =
      Clusters.of(
          List.of(
              new double[] {1, 1},
              new double[] {2, 1},
              new double[] {3, 1},
              new double[] {4, 1},
              new double[] {10, 1}));

  @Test
  void for_a_mean_the_standard_error_is_the_textbook_one() {
    // mean 4, squares 9+4+1+0+36 = 50, variance 12.5, standard error sqrt(12.5/5) = 1.5811
    Estimate estimate = BOOTSTRAP.of(FIVE, BootstrapTest::share, Range.REAL).orElseThrow();
    assertThat(estimate.value()).isEqualTo(4);
    assertThat(estimate.standardError()).isCloseTo(1.5811, within(0.03));
    assertThat(estimate.clusters()).isEqualTo(5);
    assertThat(estimate.undefined()).isZero();
  }

  @Test
  void the_skewness_of_a_difference_is_that_of_its_stories() {
    // Differences 0, 0, 0, 0, -1: mean -0.2, squares 4 · 0.04 + 0.64 = 0.8, cubes 4 · 0.008 - 0.512
    // = -0.48; -0.48 / 0.8^1.5 / 6 = -0.1118.
    Clusters right = Clusters.of(Collections.nCopies(5, new double[] {1, 1}));
    List<double[]> rows = new ArrayList<>(Collections.nCopies(4, new double[] {1, 1}));
    rows.add(new double[] {0, 1});
    Estimate skewed =
        BOOTSTRAP
            .difference(right, Clusters.of(rows), BootstrapTest::share, Range.UNIT)
            .orElseThrow();
    assertThat(skewed.acceleration()).isCloseTo(-0.1118, within(1e-4));
    Estimate turned =
        BOOTSTRAP
            .difference(Clusters.of(rows), right, BootstrapTest::share, Range.UNIT)
            .orElseThrow();
    assertThat(turned.acceleration()).isCloseTo(0.1118, within(1e-4));
    Estimate constant =
        BOOTSTRAP.difference(right, right, BootstrapTest::share, Range.UNIT).orElseThrow();
    assertThat(constant.acceleration()).isZero();
    assertThat(BOOTSTRAP.of(FIVE, BootstrapTest::share, Range.REAL).orElseThrow().acceleration())
        .isZero();
  }

  @Test
  void the_jackknife_of_a_mean_is_the_textbook_one_exactly() {
    Estimate estimate = Jackknife.of(FIVE, BootstrapTest::share, Range.REAL).orElseThrow();
    assertThat(estimate.value()).isEqualTo(4);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(2.5), within(1e-12));
  }

  @Test
  void of_many_clusters_nothing_is_drawn_and_the_standard_error_stays_what_draws_give() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> rows = new ArrayList<>();
    List<double[]> others = new ArrayList<>();
    for (int i = 0; i < Bootstrap.MOST_DRAWN + 1; i++) {
      int size = 1 + random.nextInt(9);
      rows.add(new double[] {random.nextInt(size + 1), size});
      others.add(new double[] {random.nextInt(size + 1), size});
    }
    Clusters many = Clusters.of(rows);
    Clusters other = Clusters.of(others);
    Bootstrap bootstrap = new Bootstrap(2_000, 1);
    double closed =
        bootstrap.of(many, BootstrapTest::share, Range.UNIT).orElseThrow().standardError();
    double drawn =
        bootstrap
            .estimate(
                many.count(),
                weights -> {
                  double[] sum = new double[2];
                  many.addUp(weights, sum);
                  return share(sum);
                },
                Range.UNIT)
            .orElseThrow()
            .standardError();
    // 2,000 draws repeat a standard error within 1.6%; three times that.
    assertThat(closed)
        .isCloseTo(drawn, withinPercentage(5))
        .isCloseTo(
            Jackknife.of(many, BootstrapTest::share, Range.UNIT).orElseThrow().standardError(),
            within(1e-9));
    Estimate difference =
        bootstrap.difference(many, other, BootstrapTest::share, Range.UNIT).orElseThrow();
    double alone =
        bootstrap.of(other, BootstrapTest::share, Range.UNIT).orElseThrow().standardError();
    // Two models that have nothing in common but the stories' sizes.
    assertThat(difference.standardError())
        .isCloseTo(Math.hypot(closed, alone), withinPercentage(10));
    // One cluster fewer is drawn.
    Clusters few = Clusters.of(rows.subList(0, Bootstrap.MOST_DRAWN));
    assertThat(bootstrap.of(few, BootstrapTest::share, Range.UNIT))
        .isNotEqualTo(new Bootstrap(2_000, 2).of(few, BootstrapTest::share, Range.UNIT));
    assertThat(bootstrap.of(many, BootstrapTest::share, Range.UNIT))
        .isEqualTo(new Bootstrap(2_000, 2).of(many, BootstrapTest::share, Range.UNIT));
  }

  @Test
  void the_same_seed_gives_the_same_figures_and_another_seed_others() {
    assertThat(new Bootstrap(100, 7).of(FIVE, BootstrapTest::share, Range.REAL))
        .isEqualTo(new Bootstrap(100, 7).of(FIVE, BootstrapTest::share, Range.REAL))
        .isNotEqualTo(new Bootstrap(100, 8).of(FIVE, BootstrapTest::share, Range.REAL));
  }

  @Test
  void claims_of_one_story_stand_or_fall_together() {
    // 20 claims, half right. In ten stories of two (one right each) nothing varies; in two
    // stories, one all right and one all wrong, everything does.
    List<double[]> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(new double[] {1, 2});
    }
    Clusters two = Clusters.of(List.of(new double[] {10, 10}, new double[] {0, 10}));
    assertThat(
            BOOTSTRAP
                .of(Clusters.of(ten), BootstrapTest::share, Range.UNIT)
                .orElseThrow()
                .standardError())
        .isZero();
    // Draws of two: share 0, 1/2, 1/2, 1; variance 1/8, times n/(n-1) = 2: 1/4.
    assertThat(BOOTSTRAP.of(two, BootstrapTest::share, Range.UNIT).orElseThrow().standardError())
        .isCloseTo(0.5, within(0.01));
  }

  @Test
  void a_difference_is_paired_by_story() {
    // The candidate is one right claim better in every story, however hard the story is.
    Clusters baseline = Clusters.of(List.of(new double[] {1, 10}, new double[] {8, 10}));
    Clusters candidate = Clusters.of(List.of(new double[] {2, 10}, new double[] {9, 10}));
    Estimate estimate =
        BOOTSTRAP.difference(baseline, candidate, BootstrapTest::share, Range.UNIT).orElseThrow();
    assertThat(estimate.value()).isCloseTo(0.1, within(1e-12));
    assertThat(estimate.standardError()).isCloseTo(0, within(1e-12));
    assertThat(estimate.range()).isEqualTo(Range.SIGNED);
    Estimate jackknife =
        Jackknife.difference(baseline, candidate, BootstrapTest::share, Range.UNIT).orElseThrow();
    assertThat(jackknife.value()).isCloseTo(0.1, within(1e-12));
    assertThat(jackknife.standardError()).isCloseTo(0, within(1e-12));
  }

  @Test
  void a_difference_of_models_changes_its_sign_with_their_order() {
    Clusters a = Clusters.of(List.of(new double[] {1, 4}, new double[] {3, 5}));
    Clusters b = Clusters.of(List.of(new double[] {4, 4}, new double[] {3, 5}));
    Estimate ab = BOOTSTRAP.difference(a, b, BootstrapTest::share, Range.UNIT).orElseThrow();
    Estimate ba = BOOTSTRAP.difference(b, a, BootstrapTest::share, Range.UNIT).orElseThrow();
    assertThat(ab.value()).isCloseTo(3.0 / 9, within(1e-12)).isEqualTo(-ba.value());
    assertThat(ab.standardError()).isCloseTo(ba.standardError(), within(1e-12));
    // Leaving out the first story: 0; the second: 3/4. (1/2)·((1/3)² + (5/12)²) = 41/288.
    assertThat(
            Jackknife.difference(a, b, BootstrapTest::share, Range.UNIT)
                .orElseThrow()
                .standardError())
        .isCloseTo(Math.sqrt(41.0 / 288), within(1e-12));
  }

  @Test
  void resamples_without_a_value_are_left_out_and_counted() {
    // Only the first of two stories has predictions: a quarter of draws have none.
    Clusters clusters = Clusters.of(List.of(new double[] {1, 2}, new double[] {0, 0}));
    Estimate estimate = BOOTSTRAP.of(clusters, BootstrapTest::share, Range.UNIT).orElseThrow();
    assertThat(estimate.undefined()).isCloseTo(0.25, within(0.02));
    assertThat(Jackknife.of(clusters, BootstrapTest::share, Range.UNIT)).isEmpty();
  }

  @Test
  void an_undefined_statistic_or_a_single_story_has_no_estimate() {
    Clusters nothing = Clusters.of(List.of(new double[] {0, 0}, new double[] {0, 0}));
    Clusters one = Clusters.of(List.of(new double[] {1, 2}));
    assertThat(BOOTSTRAP.of(nothing, BootstrapTest::share, Range.UNIT)).isEmpty();
    assertThat(BOOTSTRAP.of(one, BootstrapTest::share, Range.UNIT)).isEmpty();
    assertThat(Jackknife.of(nothing, BootstrapTest::share, Range.UNIT)).isEmpty();
    assertThat(Jackknife.of(one, BootstrapTest::share, Range.UNIT)).isEmpty();
  }

  @Test
  void models_with_different_stories_cannot_be_paired() {
    Clusters two = Clusters.of(List.of(new double[] {1, 4}, new double[] {3, 5}));
    assertThatThrownBy(() -> BOOTSTRAP.difference(FIVE, two, BootstrapTest::share, Range.UNIT))
        .hasMessage("both need the same clusters, got 5 and 2");
    assertThatThrownBy(() -> Jackknife.difference(FIVE, two, BootstrapTest::share, Range.UNIT))
        .hasMessage("both need the same clusters, got 5 and 2");
    assertThatThrownBy(() -> new Bootstrap(1, 1)).hasMessageContaining("got 1");
  }

  @Test
  void clusters_are_rows_of_one_length_of_finite_numbers() {
    assertThat(FIVE.count()).isEqualTo(5);
    assertThat(FIVE.width()).isEqualTo(2);
    assertThat(FIVE.total()).containsExactly(20, 5);
    assertThat(FIVE.row(4)).containsExactly(10, 1);
    assertThatThrownBy(() -> Clusters.of(List.of())).hasMessageContaining("at least one cluster");
    assertThatThrownBy(() -> Clusters.of(List.of(new double[0])))
        .hasMessageContaining("with one number");
    assertThatThrownBy(() -> Clusters.of(List.of(new double[] {1}, new double[] {1, 2})))
        .hasMessage("cluster 1 has 2 numbers, expected 1");
    assertThatThrownBy(() -> Clusters.of(List.of(new double[] {1, Double.NaN})))
        .hasMessage("cluster 0 has NaN at 1");
  }

  @Test
  void ten_thousand_resamples_of_five_hundred_stories_take_no_time_worth_waiting_for() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double[] row = new double[9];
      for (int c = 0; c < 20; c++) {
        row[random.nextInt(9)]++;
      }
      rows.add(row);
    }
    Estimate estimate =
        BOOTSTRAP
            .of(Clusters.of(rows), row -> Confusion.of(3, row).macroF1(), Range.UNIT)
            .orElseThrow();
    // Guessing three classes: 1/3, give or take sqrt(1/3 · 2/3 / 10,000) = 0.0047.
    assertThat(estimate.value()).isCloseTo(1.0 / 3, within(0.02));
    assertThat(estimate.standardError()).isCloseTo(0.0047, within(0.0005));
  }

  private static double share(double[] row) {
    return row[0] / row[1];
  }
}
