package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void on_an_unbounded_range_it_is_students_interval() {
    // t(0.975, 7) = 2.364624 in every table: 10 ± 2.364624 · 2
    Interval interval = new Estimate(10, 2, 8, Range.REAL, 0).interval(0.95);
    assertThat(interval.low()).isCloseTo(5.270752, within(1e-5));
    assertThat(interval.high()).isCloseTo(14.729248, within(1e-5));
    assertThat(interval.level()).isEqualTo(0.95);
    assertThat(interval.width()).isCloseTo(9.458496, within(1e-5));
    assertThat(interval.contains(10)).isTrue();
    assertThat(interval.contains(5.2)).isFalse();
    assertThat(interval.contains(14.8)).isFalse();
  }

  @Test
  void a_proportion_has_the_logit_interval() {
    // logit 0.9 = 2.197225; slope 1/(0.9·0.1); 2.364624 · 0.03/0.09 = 0.788208;
    // 1/(1+e^-(1.409017)) = 0.803611, 1/(1+e^-(2.985433)) = 0.951910
    Interval interval = new Estimate(0.9, 0.03, 8, Range.UNIT, 0).interval(0.95);
    assertThat(interval.low()).isCloseTo(0.803611, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.951910, within(1e-5));
  }

  @Test
  void a_difference_has_fishers_z_interval() {
    // atanh 0.1 = 0.100335; 2.364624 · 0.05/(1-0.01) = 0.119425; tanh(-0.019090), tanh(0.219760)
    Interval interval = new Estimate(0.1, 0.05, 8, Range.SIGNED, 0).interval(0.95);
    assertThat(interval.low()).isCloseTo(-0.019087, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.216289, within(1e-5));
  }

  @Test
  void all_stories_perfect_proves_no_perfection() {
    // 0.025^(1/8) = 0.630583, the table value of Clopper and Pearson for 8 of 8
    Interval interval = new Estimate(1, 0, 8, Range.UNIT, 0).interval(0.95);
    assertThat(interval.low()).isCloseTo(0.630583, within(1e-6));
    assertThat(interval.high()).isEqualTo(1);
    Interval none = new Estimate(0, 0, 8, Range.UNIT, 0).interval(0.95);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(1 - 0.630583, within(1e-6));
    assertThat(new Estimate(1, 0, 8, Range.SIGNED, 0).interval(0.95).low())
        .isCloseTo(2 * 0.630583 - 1, within(1e-6));
  }

  @Test
  void models_that_never_differ_have_a_difference_of_zero_without_doubt() {
    Estimate same = new Estimate(0, 0, 8, Range.SIGNED, 0);
    assertThat(same.interval(0.95)).isEqualTo(new Interval(0, 0, 0.95));
    assertThat(same.pAtMost(-0.02)).isZero();
    assertThat(same.pAtMost(0)).isEqualTo(1);
    assertThat(same.pAtLeast(0.02)).isZero();
  }

  @Test
  void a_figure_that_no_story_moves_has_no_width() {
    Estimate flat = new Estimate(0.25, 0, 8, Range.UNIT, 0);
    assertThat(flat.interval(0.95)).isEqualTo(new Interval(0.25, 0.25, 0.95));
  }

  @Test
  void one_sided_bounds_are_the_ends_of_the_wider_two_sided_interval() {
    Estimate estimate = new Estimate(0.7, 0.05, 22, Range.UNIT, 0);
    assertThat(estimate.lower(0.95)).isEqualTo(estimate.interval(0.9).low());
    assertThat(estimate.upper(0.95)).isCloseTo(estimate.interval(0.9).high(), within(1e-12));
    assertThat(estimate.degreesOfFreedom()).isEqualTo(21);
  }

  @Test
  void p_is_that_of_students_t() {
    // (10 - 6)/2 = 2 with 7 degrees of freedom: 0.042810 (R: pt(-2, 7))
    Estimate estimate = new Estimate(10, 2, 8, Range.REAL, 0);
    assertThat(estimate.pAtMost(6)).isCloseTo(0.04281, within(1e-5));
    assertThat(estimate.pAtLeast(6)).isCloseTo(1 - 0.04281, within(1e-5));
    assertThat(new Estimate(1, 0, 8, Range.UNIT, 0).pAtMost(0.5))
        .isCloseTo(Math.pow(0.5, 8), within(1e-12));
    assertThat(new Estimate(1, 0, 8, Range.UNIT, 0).pAtMost(1)).isEqualTo(1);
    // 0.4 is seven tenths of the way from -1 to 1.
    assertThat(new Estimate(1, 0, 8, Range.SIGNED, 0).pAtMost(0.4))
        .isCloseTo(Math.pow(0.7, 8), within(1e-12));
    assertThat(new Estimate(0, 0, 8, Range.UNIT, 0).pAtLeast(0.25))
        .isCloseTo(Math.pow(0.75, 8), within(1e-12));
  }

  @Test
  void a_few_clusters_far_below_make_the_lower_end_longer_and_leave_the_upper_one() {
    // t(0.975, 7) = 2.364624; 2.364624 + 0.1 (1 + 2 · 2.364624²) = 3.582914
    Estimate skewed = new Estimate(10, 2, 8, Range.REAL, 0, -0.1);
    Interval interval = skewed.interval(0.95);
    assertThat(interval.low()).isCloseTo(10 - 2 * 3.582914, within(1e-5));
    assertThat(interval.high()).isCloseTo(14.729248, within(1e-5));
    assertThat(skewed.pAtMost(10 - 2 * 3.582914)).isCloseTo(0.025, within(1e-6));
    assertThat(skewed.pAtLeast(14.729248)).isCloseTo(0.025, within(1e-6));
    Interval mirrored = new Estimate(10, 2, 8, Range.REAL, 0, 0.1).interval(0.95);
    assertThat(mirrored.low()).isCloseTo(5.270752, within(1e-5));
    assertThat(mirrored.high()).isCloseTo(10 + 2 * 3.582914, within(1e-5));
    assertThatThrownBy(() -> new Estimate(1, 0, 8, Range.REAL, 0, Double.NaN))
        .hasMessageContaining("acceleration must be finite, got NaN");
  }

  @Property
  void p_is_small_exactly_where_the_bound_is_above_the_limit(
      @ForAll @DoubleRange(min = 0, max = 1) double value,
      @ForAll @DoubleRange(min = -0.2, max = 0.2) double acceleration,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double standardError,
      @ForAll @IntRange(min = 2, max = 40) int clusters,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double limit) {
    Estimate estimate = new Estimate(value, standardError, clusters, Range.UNIT, 0, acceleration);
    double lower = estimate.lower(0.95);
    if (Math.abs(lower - limit) > 1e-9) {
      assertThat(estimate.pAtMost(limit) < 0.05).isEqualTo(lower > limit);
    }
    Interval interval = estimate.interval(0.95);
    assertThat(interval.low()).isBetween(0.0, value + 1e-12);
    assertThat(interval.high()).isBetween(value - 1e-12, 1.0);
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThatThrownBy(() -> new Estimate(1.1, 0, 8, Range.UNIT, 0)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new Estimate(Double.NaN, 0, 8, Range.REAL, 0))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Estimate(1, -1, 8, Range.UNIT, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Estimate(1, 0, 1, Range.UNIT, 0)).hasMessageContaining("got 1");
    assertThatThrownBy(() -> new Estimate(1, 0, 8, Range.UNIT, 1)).hasMessageContaining("1.0");
    Estimate good = new Estimate(0.5, 0.1, 8, Range.UNIT, 0);
    assertThatThrownBy(() -> good.lower(95)).hasMessageContaining("95");
    assertThatThrownBy(() -> good.pAtMost(2)).hasMessageContaining("2.0");
    assertThatThrownBy(() -> new Interval(1, 0, 0.95)).hasMessageContaining("1.0 to 0.0");
    assertThatThrownBy(() -> new Interval(0, 1, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Range(1, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Range(0, Double.POSITIVE_INFINITY)).hasMessageContaining("finite");
  }

  @Test
  void differences_of_a_range_span_twice_its_width() {
    assertThat(Range.UNIT.ofDifferences()).isEqualTo(Range.SIGNED);
    assertThat(Range.SIGNED.ofDifferences()).isEqualTo(new Range(-2, 2));
    assertThat(Range.REAL.ofDifferences()).isEqualTo(Range.REAL);
    assertThat(Range.UNIT.clip(1.5)).isEqualTo(1);
    assertThat(Range.UNIT.clip(-0.5)).isZero();
  }
}
