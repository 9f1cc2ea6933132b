package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JointGateTest {
  private static final Scores OLD = SmallScores.of("a", 8, 9, 8, 7, 8, 8);

  private static JointGate.Part part(
      String name, String rules, Scores baseline, Scores candidate, Scores anchor) {
    return new JointGate.Part(
        name,
        baseline,
        Optional.ofNullable(anchor),
        candidate,
        PolicyReader.parse("gate.yaml", "version: 1\n" + rules),
        Timing.UNKNOWN,
        Map.of(),
        List.of());
  }

  private static final String RULES = "primary:\n  verify.accuracy: {margin: 0.05}\n";

  private static JointGate.Result decide(JointGate.Part... parts) {
    return new JointGate(0.05, Policy.Unsure.STOP, List.of(parts), 7).decide();
  }

  @Test
  void one_suite_decides_as_the_gate_does() {
    for (int[] right : new int[][] {{8, 9, 8, 7, 8, 8}, {4, 5, 3, 4, 4, 4}, {5, 9, 8, 9, 6, 9}}) {
      Scores now = SmallScores.of("b", right);
      Policy policy = PolicyReader.parse("gate.yaml", "version: 1\n" + RULES);
      Comparison comparison = new Comparer(policy, 7).compare(OLD, now);
      JointGate.Result result = decide(part("", RULES, OLD, now, null));
      assertThat(result.decision())
          .isEqualTo(new Gate(policy, Map.of()).decide(comparison, Timing.UNKNOWN));
      assertThat(result.comparisons()).isEqualTo(Map.of("", comparison));
    }
  }

  @Test
  void one_suite_that_rejects_is_enough() {
    Scores worse = SmallScores.of("b", 4, 5, 3, 4, 4, 4);
    JointGate.Result result =
        decide(part("invented", RULES, OLD, OLD, null), part("real", RULES, OLD, worse, null));
    assertThat(result.decision()).isInstanceOf(Decision.Reject.class);
    assertThat(result.decision().rules())
        .extracting(Rule::name, Rule::result)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "invented: verify.accuracy not worse than the baseline by 0.05",
                Rule.Result.PASSED),
            org.assertj.core.groups.Tuple.tuple(
                "real: verify.accuracy not worse than the baseline by 0.05", Rule.Result.REJECTED));
    // Holm over both: six stories all worse have p 2/64, twice that is above what one may have.
    assertThat(result.comparisons().get("real").differences().get(0).p().orElseThrow())
        .isEqualTo(2 / 64.0);
    assertThat(result.comparisons().get("real").differences().get(0).adjusted().orElseThrow())
        .isEqualTo(4 / 64.0);
  }

  @Test
  void a_few_stories_of_one_suite_reject_nothing() {
    Scores few = SmallScores.of("a", 9, 9, 9);
    Scores worse = SmallScores.of("b", 0, 0, 0);
    Decision decision =
        decide(
                part("many", RULES, OLD, OLD, null),
                part("few", RULES + "least: {verify.accuracy: 0.5}\n", few, worse, null))
            .decision();
    assertThat(decision).isInstanceOf(Decision.CannotTell.class);
    assertThat(decision.rules().get(2).detail()).isEqualTo("0.000 (within this story only)");
    // What the other shows still counts.
    assertThat(
            decide(
                    part("many", RULES + "least: {verify.accuracy: 0.9}\n", OLD, OLD, null),
                    part("few", RULES, few, few, null))
                .decision())
        .isInstanceOf(Decision.Reject.class);
  }

  private static final String ANCHORED =
      RULES + "anchor: {baseline: first, margins: {verify.accuracy: 0.08}}\n";

  /** Each of so many stories of ten verdicts, with every third a point lower. */
  private static Scores lower(String model, int from, int every) {
    return SmallScores.of(
        model, IntStream.range(0, 30).map(i -> i % every == 0 ? from - 1 : from).toArray());
  }

  @Test
  void what_is_near_the_last_baseline_may_be_too_far_from_the_first() {
    Scores first = SmallScores.of("a", IntStream.generate(() -> 9).limit(30).toArray());
    Scores last = SmallScores.of("b", IntStream.generate(() -> 8).limit(30).toArray());
    Scores now = lower("c", 8, 5);
    assertThat(decide(part("", RULES, last, now, null)).decision())
        .isInstanceOf(Decision.Accept.class);
    JointGate.Result result = decide(part("", ANCHORED, last, now, first));
    assertThat(result.decision()).isInstanceOf(Decision.Reject.class);
    assertThat(result.decision().rules())
        .extracting(Rule::name)
        .containsExactly(
            "verify.accuracy not worse than the baseline by 0.05",
            "verify.accuracy not worse than the anchor by 0.08");
    assertThat(result.comparisons().keySet()).containsExactly("", "anchor");
  }

  @Test
  void an_anchor_on_other_questions_is_refused() {
    assertThatThrownBy(
            () -> decide(part("", ANCHORED, OLD, OLD, SmallScores.withGold(OLD, "another gold"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be compared, different: gold");
  }

  /**
   * Equal models on two suites of 25 stories, one figure each: without Holm over both, nearly twice
   * as many would be rejected.
   */
  @Test
  void two_suites_reject_an_equal_model_no_more_often_than_one() {
    int rejected = 0;
    int alone = 0;
    int swaps = 400;
    SwapSimulator simulator = new SwapSimulator(5);
    Differences statistics =
        new Differences(
            0.05,
            new dev.claimbench.stats.Bootstrap(200, 1),
            new dev.claimbench.stats.SignFlip(10, 999, 1));
    for (int i = 0; i < swaps; i++) {
      List<PairedMeasure> both = new ArrayList<>();
      both.add(simulator.verdicts(25, 0, 0.002));
      both.add(simulator.verdicts(25, 0, 0.002));
      rejected += rejects(statistics.of(both)) ? 1 : 0;
      List<Difference> single = new ArrayList<>();
      both.forEach(pair -> single.addAll(statistics.of(List.of(pair))));
      alone += rejects(single) ? 1 : 0;
    }
    // 5% and three standard errors of 400; a margin of next to nothing lets none pass as the same.
    assertThat(rejected / (double) swaps).isLessThan(0.083);
    assertThat(alone).isGreaterThan(rejected);
    assertThat(alone / (double) swaps).isBetween(0.05, 0.15);
  }

  private static boolean rejects(List<Difference> differences) {
    return differences.stream().anyMatch(d -> d.finding() == DifferenceVerdict.WORSE);
  }

  /** Bias of chance has no place in a test of what is printed. */
  @Test
  void the_same_seed_decides_the_same() {
    Random random = new Random(3);
    Scores now =
        SmallScores.of("b", IntStream.generate(() -> 6 + random.nextInt(4)).limit(6).toArray());
    assertThat(decide(part("x", RULES, OLD, now, null)))
        .isEqualTo(decide(part("x", RULES, OLD, now, null)));
  }
}
