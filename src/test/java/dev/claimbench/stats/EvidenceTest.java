package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Margins, how many more, and where the variance comes from. */
class EvidenceTest {
  private static final HowManyMore USUAL = new HowManyMore(0.025, 0.8);

  @Test
  void little_evidence_never_passes_for_not_worse() {
    // Difference 0, standard error 0.05, 8 stories, margin 0.02: t = 0.02/0.05 = 0.4, p = 0.3505
    // (on Fisher's z the same to three digits); at 0.005 it is t = 4, p = 0.0026.
    Estimate vague = new Estimate(0, 0.05, 8, Range.SIGNED, 0);
    Estimate sharp = new Estimate(0, 0.005, 8, Range.SIGNED, 0);
    assertThat(NonInferiority.p(vague, 0.02)).isCloseTo(0.3505, within(0.001));
    assertThat(NonInferiority.p(sharp, 0.02)).isCloseTo(0.0026, within(0.0001));
    assertThat(NonInferiority.equivalenceP(sharp, 0.02)).isCloseTo(0.0026, within(0.0001));
  }

  @Test
  void better_is_not_worse_but_not_equivalent() {
    Estimate better = new Estimate(0.1, 0.01, 8, Range.SIGNED, 0);
    assertThat(NonInferiority.p(better, 0.02)).isLessThan(0.001);
    assertThat(NonInferiority.equivalenceP(better, 0.02)).isGreaterThan(0.99);
    assertThatThrownBy(() -> NonInferiority.p(better, -0.1)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> NonInferiority.equivalenceP(better, -0.1))
        .hasMessageContaining("margin must be 0 or more");
  }

  @Test
  void pseudo_values_of_a_mean_are_the_differences_themselves() {
    Clusters a =
        Clusters.of(List.of(new double[] {1, 5}, new double[] {2, 5}, new double[] {5, 5}));
    Clusters b =
        Clusters.of(List.of(new double[] {2, 5}, new double[] {2, 5}, new double[] {3, 5}));
    assertThat(Jackknife.pseudoValues(a, b, row -> row[0] / row[1]).orElseThrow())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.2, 0, -0.4);
    assertThat(Jackknife.pseudoValues(a, b, row -> Double.NaN)).isEmpty();
  }

  @Test
  void numbers_needed_are_those_of_the_tables() {
    // Paired t, two-sided 5%, power 80% (noncentral t): effect 0.5: 34, 0.2: 199, 0.8: 15.
    assertThat(USUAL.inAll(1, 0.5)).hasValue(34);
    assertThat(USUAL.inAll(1, -0.2)).hasValue(199);
    assertThat(USUAL.inAll(1, 0.8)).hasValue(15);
    assertThat(USUAL.inAll(0, 0.1)).hasValue(2);
    assertThat(USUAL.inAll(1, 0.001)).isEmpty();
    assertThat(USUAL.inAll(0, 0)).isEmpty();
  }

  @Test
  void how_many_more_is_what_is_missing() {
    // Standard error 0.1 over 25 stories: deviation 0.5 a story.
    Estimate thin = new Estimate(0.25, 0.1, 25, Range.SIGNED, 0);
    int inAll = USUAL.inAll(0.5, 0.25).orElseThrow();
    assertThat(USUAL.stories(thin, 0)).hasValue(inAll - 25);
    assertThat(USUAL.stories(thin, -0.5)).hasValue(0);
    assertThat(USUAL.stories(thin, 0.25)).isEqualTo(OptionalInt.empty());
    assertThatThrownBy(() -> new HowManyMore(0.5, 0.8)).hasMessageContaining("0.5");
    assertThatThrownBy(() -> new HowManyMore(0, 0.8)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new HowManyMore(0.025, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new HowManyMore(0.025, 0.4)).hasMessageContaining("0.4");
  }

  @Test
  void stories_that_hardly_vary_find_small_differences() {
    // t(0.975, 24) = 2.0639 and t(0.8, 24) = 0.8569, times a standard error of 0.1.
    Estimate thin = new Estimate(0.25, 0.1, 25, Range.SIGNED, 0);
    assertThat(USUAL.smallestDifference(thin).orElseThrow()).isCloseTo(0.2921, within(0.0001));
    Estimate constant = new Estimate(0.25, 0, 25, Range.SIGNED, 0);
    assertThat(USUAL.smallestDifference(constant)).isEmpty();
  }

  @Test
  void calcium_in_turnip_leaves() {
    // Snedecor and Cochran (1967), table 10.13.1: mean squares 0.2961 between four leaves, 0.0066
    // within; components (0.2961 - 0.0066)/4 = 0.0724 and 0.0066.
    VarianceComponents leaves =
        VarianceComponents.compute(
            List.of(
                new double[] {3.28, 3.09, 3.03, 3.03},
                new double[] {3.52, 3.48, 3.38, 3.38},
                new double[] {2.88, 2.80, 2.81, 2.76},
                new double[] {3.34, 3.38, 3.23, 3.26}));
    assertThat(leaves.between()).isCloseTo(0.0724, within(0.00005));
    assertThat(leaves.within()).isCloseTo(0.0066, within(0.00005));
    assertThat(leaves.groups()).isEqualTo(4);
  }

  @Test
  void unequal_repeats_are_weighed() {
    // Means 1, 4, grand mean 14/5... rows {0, 2} and {3, 4, 5}: within 2 + 2 over 3; between
    // 2 · 1.8² + 3 · 1.2² = 10.8; repeats (5 - 13/5)/1 = 2.4; (10.8 - 4/3)/2.4
    VarianceComponents two =
        VarianceComponents.compute(List.of(new double[] {0, 2}, new double[] {3, 4, 5}));
    assertThat(two.within()).isCloseTo(4.0 / 3, within(1e-12));
    assertThat(two.between()).isCloseTo((10.8 - 4.0 / 3) / 2.4, within(1e-12));
  }

  @Test
  void articles_that_differ_less_than_chance_do_not_differ() {
    VarianceComponents none =
        VarianceComponents.compute(List.of(new double[] {0, 1}, new double[] {1, 0}));
    assertThat(none.between()).isZero();
    assertThatThrownBy(() -> VarianceComponents.compute(List.of(new double[] {1, 2})))
        .hasMessageContaining("got 1 articles, 2 runs");
    assertThatThrownBy(
            () -> VarianceComponents.compute(List.of(new double[] {1}, new double[] {2})))
        .hasMessageContaining("got 2 articles, 2 runs");
    assertThatThrownBy(() -> VarianceComponents.compute(List.of(new double[0], new double[] {1})))
        .hasMessageContaining("no repeats");
  }
}
