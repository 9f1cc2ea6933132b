package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Margins, power, how many more, and where the variance comes from. */
class EvidenceTest {
  private static final HowManyMore USUAL = new HowManyMore(0.025, 0.8);

  /** Of mean 0 and standard deviation 1, as normal as 400 numbers get. */
  private static double[] normalPilot() {
    double[] pilot = new double[400];
    for (int i = 0; i < pilot.length; i++) {
      pilot[i] = NormalDistribution.of(0, 1).inverseCumulativeProbability((i + 0.5) / 400);
    }
    return pilot;
  }

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
  void a_mean_of_stories_is_an_estimate() {
    Estimate estimate = Estimate.ofMean(Range.SIGNED, 0.1, 0.2, 0.3, 0.4);
    assertThat(estimate.value()).isCloseTo(0.25, within(1e-12));
    // variance 0.05/3, over 4
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(0.05 / 12), within(1e-12));
    assertThat(estimate.clusters()).isEqualTo(4);
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
  void simulated_power_is_that_of_the_tables() {
    Power power = new Power(0.025, 4000, 1);
    assertThat(power.of(normalPilot(), 34, 0.5)).isCloseTo(0.808, within(0.02));
    assertThat(power.of(normalPilot(), 34, 0)).isCloseTo(0.025, within(0.008));
    assertThat(power.of(normalPilot(), 3, 0)).isCloseTo(0.025, within(0.008));
    assertThat(power.stories(normalPilot(), 0.5, 0.8, 200).orElseThrow()).isBetween(31, 36);
    assertThat(power.stories(normalPilot(), 0.05, 0.8, 200)).isEmpty();
    assertThat(power.of(normalPilot(), 34, 0.5)).isEqualTo(power.of(normalPilot(), 34, 0.5));
  }

  @Test
  void a_short_pilot_is_not_taken_to_vary_less_than_its_variance() {
    // Pilot ±1: unbiased variance 2, deviations stretched to ±1.41; 0 stays 0.
    Power power = new Power(0.025, 2000, 1);
    double[] two = {0, 2};
    double wide = power.of(two, 40, 0.6);
    assertThat(wide).isCloseTo(power.of(stretched(), 40, 0.6), within(0.03));
    assertThat(power.of(new double[] {3, 3}, 5, 0.1)).isEqualTo(1);
    assertThat(power.of(new double[] {3, 3}, 5, 0)).isZero();
    assertThat(power.stories(new double[] {3, 3}, 0.1, 0.8, 50)).hasValue(2);
  }

  @Test
  void a_skewed_pilot_stays_skewed() {
    // Two stories from {-1, -1, 2}: both -1 (4/9) is clearly worse, both 2 (1/9) clearly better,
    // one
    // each (4/9) has t = 1/3 and does not count at alpha 1/4, where t must be above 1.
    double[] pilot = {-1, -1, 2};
    assertThat(new Power(0.25, 20_000, 1).of(pilot, 2, 0)).isCloseTo(1 / 9.0, within(0.01));
  }

  /**
   * The same two-point distribution of variance 2 from a pilot so long that nothing is stretched.
   */
  private static double[] stretched() {
    double[] pilot = new double[10_000];
    for (int i = 0; i < pilot.length; i++) {
      pilot[i] = i % 2 == 0 ? Math.sqrt(2) : -Math.sqrt(2);
    }
    return pilot;
  }

  @Test
  void a_pilot_from_the_baseline_alone_needs_the_models_correlation() {
    // Scores 0.2 and 0.6: deviations ±0.2, times sqrt(2 · (1 - 0.5)) = 1
    assertThat(Power.pilotFromBaseline(new double[] {0.2, 0.6}, 0.5))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(-0.2, 0.2);
    assertThat(Power.pilotFromBaseline(new double[] {0.2, 0.6}, 1))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0, 0);
    assertThatThrownBy(() -> Power.pilotFromBaseline(new double[2], 1.5))
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new Power(0.025, 1, 1).of(new double[1], 5, 1))
        .hasMessageContaining("pilot of 1 for 5");
    assertThatThrownBy(() -> new Power(0.025, 1, 1).of(new double[2], 1, 1))
        .hasMessageContaining("pilot of 2 for 1");
    assertThatThrownBy(() -> new Power(0.5, 1, 1)).hasMessageContaining("0.5");
    assertThatThrownBy(() -> new Power(0.025, 0, 1)).hasMessageContaining("got 0");
  }

  @Test
  void calcium_in_turnip_leaves() {
    // Snedecor and Cochran (1967), table 10.13.1: mean squares 0.2961 between four leaves, 0.0066
    // within; components (0.2961 - 0.0066)/4 = 0.0724 and 0.0066.
    VarianceComponents leaves =
        VarianceComponents.of(
            List.of(
                new double[] {3.28, 3.09, 3.03, 3.03},
                new double[] {3.52, 3.48, 3.38, 3.38},
                new double[] {2.88, 2.80, 2.81, 2.76},
                new double[] {3.34, 3.38, 3.23, 3.26}));
    assertThat(leaves.between()).isCloseTo(0.0724, within(0.00005));
    assertThat(leaves.within()).isCloseTo(0.0066, within(0.00005));
    assertThat(leaves.groups()).isEqualTo(4);
    assertThat(leaves.repeats()).isEqualTo(4);
    assertThat(leaves.intraclassCorrelation()).isCloseTo(0.916, within(0.001));
    // sqrt((0.0724 + 0.0066/2)/10)
    assertThat(leaves.standardError(10, 2)).isCloseTo(0.0870, within(0.0001));
  }

  @Test
  void unequal_repeats_are_weighed() {
    // Means 1, 4, grand mean 14/5... rows {0, 2} and {3, 4, 5}: within 2 + 2 over 3; between
    // 2 · 1.8² + 3 · 1.2² = 10.8; repeats (5 - 13/5)/1 = 2.4; (10.8 - 4/3)/2.4
    VarianceComponents two =
        VarianceComponents.of(List.of(new double[] {0, 2}, new double[] {3, 4, 5}));
    assertThat(two.within()).isCloseTo(4.0 / 3, within(1e-12));
    assertThat(two.repeats()).isCloseTo(2.4, within(1e-12));
    assertThat(two.between()).isCloseTo((10.8 - 4.0 / 3) / 2.4, within(1e-12));
  }

  @Test
  void articles_that_differ_less_than_chance_do_not_differ() {
    VarianceComponents none =
        VarianceComponents.of(List.of(new double[] {0, 1}, new double[] {1, 0}));
    assertThat(none.between()).isZero();
    assertThat(none.intraclassCorrelation()).isZero();
    VarianceComponents greedy =
        VarianceComponents.of(List.of(new double[] {1, 1}, new double[] {1, 1}));
    assertThat(greedy.intraclassCorrelation()).isNaN();
    assertThatThrownBy(() -> VarianceComponents.of(List.of(new double[] {1, 2})))
        .hasMessageContaining("got 1 articles, 2 runs");
    assertThatThrownBy(() -> VarianceComponents.of(List.of(new double[] {1}, new double[] {2})))
        .hasMessageContaining("got 2 articles, 2 runs");
    assertThatThrownBy(() -> VarianceComponents.of(List.of(new double[0], new double[] {1})))
        .hasMessageContaining("no repeats");
  }
}
