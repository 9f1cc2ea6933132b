package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.SignFlip;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyErrorRatesTest {
  private static final Policy POLICY = SmallScores.policy(0.05);

  /** Thirty stories of ten verdicts, 5 to 9 of them right. */
  private static Scores run(long seed) {
    Random random = new Random(seed);
    return SmallScores.of(
        "m" + seed, IntStream.generate(() -> 5 + random.nextInt(5)).limit(30).toArray());
  }

  private static PolicyErrorRates rates(Policy policy, int swaps, long seed, Scores... runs) {
    return PolicyErrorRates.simulate(
        policy.alpha(),
        List.of(new PolicyErrorRates.Suite("", policy, List.of(runs))),
        0,
        swaps,
        seed);
  }

  private static double difference(PairedMeasure p) {
    return p.statistic().applyAsDouble(p.candidate().total())
        - p.statistic().applyAsDouble(p.baseline().total());
  }

  private static PairedMeasure draw(
      SimulatedSwaps swaps, SimulatedSwaps.Truth truth, SplittableRandom random) {
    // The policy has no anchor, so that the last one changes nothing.
    return swaps.draw(POLICY, truth, random, new SplittableRandom(0)).get(0);
  }

  private static double mean(SimulatedSwaps swaps, Map<String, Double> losses) {
    SplittableRandom random = new SplittableRandom(3);
    return IntStream.range(0, 4_000)
        .mapToDouble(
            i -> difference(draw(swaps, new SimulatedSwaps.Truth(losses, Map.of()), random)))
        .average()
        .orElseThrow();
  }

  @Test
  void the_simulated_difference_is_what_it_says() {
    for (SimulatedSwaps swaps :
        List.of(
            SimulatedSwaps.of(POLICY, run(1), 0),
            SimulatedSwaps.of(POLICY, run(1), 0.6),
            SimulatedSwaps.of(POLICY, run(1), run(2)))) {
      // A difference's standard deviation is 0.04 at most: four standard errors of 4,000.
      assertThat(mean(swaps, Map.of())).isCloseTo(0, within(0.0026));
      assertThat(mean(swaps, Map.of("verify.accuracy", 0.05))).isCloseTo(-0.05, within(0.0026));
      assertThat(mean(swaps, Map.of("verify.accuracy", -0.05))).isCloseTo(0.05, within(0.0026));
    }
  }

  @Test
  void a_difference_varies_as_much_as_the_correlation_says() {
    // Of one figure with variance v, two that correlate at r differ with the variance 2 (1 - r) v.
    double apart = variance(SimulatedSwaps.of(POLICY, run(1), 0));
    double alike = variance(SimulatedSwaps.of(POLICY, run(1), 0.75));
    assertThat(alike / apart).isCloseTo(0.25, within(0.02));
    // By hand: the variance of 30 shares of ten over 30, twice, as nothing correlates.
    double[] shares =
        run(1).measure("verify.accuracy").orElseThrow().parts().stream()
            .mapToDouble(p -> p.sums().get(0) / 10)
            .toArray();
    double mean = IntStream.range(0, 30).mapToDouble(i -> shares[i]).average().orElseThrow();
    double v =
        IntStream.range(0, 30)
            .mapToDouble(i -> (shares[i] - mean) * (shares[i] - mean))
            .average()
            .orElseThrow();
    assertThat(apart).isCloseTo(2 * v / 30, within(0.1 * 2 * v / 30));
  }

  private static double variance(SimulatedSwaps swaps) {
    SplittableRandom random = new SplittableRandom(5);
    double[] d =
        IntStream.range(0, 4_000)
            .mapToDouble(i -> difference(draw(swaps, SimulatedSwaps.Truth.EQUAL, random)))
            .toArray();
    return IntStream.range(0, d.length).mapToDouble(i -> d[i] * d[i]).average().orElseThrow();
  }

  @Test
  void two_runs_correlate_as_they_do() {
    Scores run = run(1);
    double same =
        SimulatedSwaps.of(POLICY, run, run)
            .correlations(new Bootstrap(500, 1))
            .get("verify.accuracy")
            .orElseThrow();
    assertThat(same).isCloseTo(1, within(1e-9));
    double others =
        SimulatedSwaps.of(POLICY, run, run(2))
            .correlations(new Bootstrap(500, 1))
            .get("verify.accuracy")
            .orElseThrow();
    assertThat(others).isBetween(-0.5, 0.5);
  }

  @Test
  void the_gate_errs_as_seldom_as_it_promises_and_finds_a_clear_loss() {
    PolicyErrorRates rates = rates(POLICY, 400, 11, run(1), run(2));
    assertThat(rates.lines())
        .extracting(PolicyErrorRates.Line::truth)
        .containsExactly(
            "an equal model",
            "verify.accuracy worse by 0.05, its margin",
            "verify.accuracy worse by 0.1, twice its margin",
            "better by the margin");
    // 5% and three standard errors of 400.
    assertThat(rates.lines().get(0).rejected()).isLessThan(0.083);
    assertThat(rates.lines().get(1).accepted()).isBetween(0.01, 0.083);
    assertThat(rates.lines().get(2).rejected()).isGreaterThan(0.6);
    assertThat(rates.lines().get(3).accepted()).isGreaterThan(0.75);
    for (PolicyErrorRates.Line line : rates.lines()) {
      assertThat(line.accepted() + line.rejected() + line.unsure()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void the_same_seed_gives_the_same_rates() {
    assertThat(rates(POLICY, 20, 11, run(1)))
        .isEqualTo(rates(POLICY, 20, 11, run(1)))
        .isNotEqualTo(rates(POLICY, 20, 12, run(1)));
  }

  @Test
  void the_smallest_difference_is_found_with_the_probability_that_is_said() {
    PolicyErrorRates rates = rates(POLICY, 100, 11, run(1), run(2));
    OptionalDouble smallest = rates.smallest().get("verify.accuracy");
    SimulatedSwaps swaps = SimulatedSwaps.of(POLICY, run(1), run(2));
    Differences statistics = new Differences(0.05, new Bootstrap(200, 1), new SignFlip(10, 999, 1));
    SplittableRandom random = new SplittableRandom(17);
    int found = 0;
    for (int i = 0; i < 600; i++) {
      Difference d =
          statistics
              .of(
                  List.of(
                      draw(
                          swaps,
                          new SimulatedSwaps.Truth(
                              Map.of("verify.accuracy", smallest.getAsDouble()), Map.of()),
                          random)))
              .get(0);
      found += d.value() < 0 && d.p().orElseThrow() / 2 <= 0.05 ? 1 : 0;
    }
    // 80% and three standard errors of 600, and what the formula's central t is off by.
    assertThat(found / 600.0).isBetween(0.74, 0.86);
  }

  @Test
  void a_run_that_always_says_the_same_is_named_a_poor_guide() {
    Scores constant = SmallScores.of("always", 10, 10, 9, 10, 10, 9);
    assertThat(rates(POLICY, 2, 1, constant).oneSided())
        .containsExactly(
            "97% of this run's items in verify came out as SUPPORTED, so it varies less than"
                + " another model would; give a second run");
    assertThat(rates(POLICY, 2, 1, run(1)).oneSided()).isEmpty();
  }

  private static final Policy ANCHORED =
      PolicyReader.parse(
          "gate.yaml",
          """
          version: 1
          primary: {verify.accuracy: {margin: 0.05}}
          anchor: {baseline: first, margins: {verify.accuracy: 0.08}}
          """);

  @Test
  void an_anchor_is_a_third_model_that_is_as_far_away_as_it_says() {
    for (SimulatedSwaps swaps :
        List.of(
            SimulatedSwaps.of(ANCHORED, run(1), 0.5),
            SimulatedSwaps.of(ANCHORED, run(1), run(2))
                .withAnchorAt(Map.of("verify.accuracy", OptionalDouble.of(0))))) {
      SplittableRandom random = new SplittableRandom(3);
      SplittableRandom anchors = new SplittableRandom(4);
      SimulatedSwaps.Truth truth =
          new SimulatedSwaps.Truth(
              Map.of("verify.accuracy", 0.02), Map.of("verify.accuracy", 0.08));
      double last = 0;
      double anchor = 0;
      double squares = 0;
      for (int i = 0; i < 4_000; i++) {
        List<PairedMeasure> both = swaps.draw(ANCHORED, truth, random, anchors);
        assertThat(both).extracting(PairedMeasure::margin).containsExactly(0.05, 0.08);
        last += difference(both.get(0)) / 4_000;
        anchor += difference(both.get(1)) / 4_000;
        squares += Math.pow(difference(both.get(1)) + 0.1, 2) / 4_000;
      }
      assertThat(last).isCloseTo(-0.02, within(0.0026));
      assertThat(anchor).isCloseTo(-0.1, within(0.0026));
      // Not the same model in any story: as variable as the other pair.
      assertThat(Math.sqrt(squares)).isBetween(0.015, 0.05);
    }
  }

  @Test
  void a_baseline_at_the_end_of_its_total_margin_lets_no_equal_model_pass() {
    PolicyErrorRates rates = rates(ANCHORED, 300, 11, run(1), run(2));
    assertThat(rates.lines())
        .extracting(PolicyErrorRates.Line::truth)
        .contains("equal, verify.accuracy 0.08 below the anchor");
    PolicyErrorRates.Line worn = rates.lines().get(3);
    // 5% and three standard errors of 300.
    assertThat(worn.accepted()).as(worn.truth()).isLessThan(0.088);
    assertThat(rates.lines().get(0).accepted())
        .isLessThanOrEqualTo(rates(POLICY, 300, 11, run(1), run(2)).lines().get(0).accepted());
  }

  @Test
  void suites_decide_together() {
    PolicyErrorRates rates =
        PolicyErrorRates.simulate(
            0.05,
            List.of(
                new PolicyErrorRates.Suite("invented", POLICY, List.of(run(1), run(2))),
                new PolicyErrorRates.Suite("real", POLICY, List.of(run(3), run(4)))),
            0,
            300,
            11);
    assertThat(rates.stories()).isEqualTo(60);
    assertThat(rates.lines())
        .extracting(PolicyErrorRates.Line::truth)
        .containsExactly(
            "an equal model",
            "invented: verify.accuracy worse by 0.05, its margin",
            "invented: verify.accuracy worse by 0.1, twice its margin",
            "real: verify.accuracy worse by 0.05, its margin",
            "real: verify.accuracy worse by 0.1, twice its margin",
            "better by the margin in all");
    assertThat(rates.smallest().keySet())
        .containsExactly("invented: verify.accuracy", "real: verify.accuracy");
    // 5% over both and three standard errors of 300.
    assertThat(rates.lines().get(0).rejected()).isLessThan(0.088);
    assertThat(rates.lines().get(1).accepted()).isLessThan(0.088);
    assertThat(rates.lines().get(4).accepted()).isLessThan(0.03);
  }

  @Test
  void what_cannot_be_simulated_is_said() {
    assertThatThrownBy(() -> rates(POLICY, 2, 1, SmallScores.of("a", 8, 9)))
        .isInstanceOf(UserError.class)
        .hasMessage("a.json: has 2 stories, and with fewer than 5 nothing decides");
    Policy extraction = Policy.of("extract.f1", 0.05);
    assertThatThrownBy(() -> rates(extraction, 2, 1, run(1)))
        .isInstanceOf(UserError.class)
        .hasMessage("m1.json: has none of the figures [extract.f1]");
    assertThatThrownBy(() -> rates(Policy.describing(List.of()), 2, 1, run(1)))
        .isInstanceOf(UserError.class);
  }
}
