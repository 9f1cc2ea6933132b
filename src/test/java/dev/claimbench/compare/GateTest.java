package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.text.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Scores OLD = SmallScores.of("a", 8, 9, 8, 7, 8, 8);

  private static Decision decide(String policy, Scores candidate, Timing timing) {
    Policy rules = PolicyReader.parse("gate.yaml", "version: 1\n" + policy);
    Comparison comparison = new Comparer(rules, 7).compare(OLD, candidate);
    return new Gate(rules, Map.of("story0", "health", "story1", "sport"))
        .decide(comparison, timing);
  }

  private static Decision decide(String policy, Scores candidate) {
    return decide(policy, candidate, Timing.UNKNOWN);
  }

  private static final String PRIMARY = "primary:\n  verify.accuracy: {margin: 0.05}\n";

  @Test
  void a_run_passes_against_itself() {
    Decision decision = decide(PRIMARY, OLD);
    assertThat(decision).isInstanceOf(Decision.Accept.class);
    assertThat(decision.rules().get(0).detail())
        .isEqualTo("0.800 against 0.800, difference +0.000 (+0.000 to +0.000): same within margin");
  }

  @Test
  void a_worse_candidate_is_rejected() {
    assertThat(decide(PRIMARY, SmallScores.of("b", 4, 5, 3, 4, 4, 4)))
        .isInstanceOf(Decision.Reject.class);
  }

  @Test
  void thin_evidence_stops_unless_the_policy_says_otherwise() {
    Scores unsure = SmallScores.of("b", 5, 9, 8, 9, 6, 9);
    assertThat(decide(PRIMARY, unsure)).isInstanceOf(Decision.CannotTell.class);
    assertThat(decide(PRIMARY + "cannot_tell: accept\n", unsure))
        .isInstanceOf(Decision.Accept.class);
    assertThat(decide(PRIMARY + "cannot_tell: reject\n", unsure))
        .isInstanceOf(Decision.Reject.class);
  }

  @Test
  void four_stories_are_too_few_even_for_a_disaster() {
    Policy rules = SmallScores.policy(0.05);
    Comparison comparison =
        new Comparer(rules, 7)
            .compare(SmallScores.of("a", 9, 9, 9, 9), SmallScores.of("b", 0, 0, 0, 0));
    assertThat(new Gate(rules, Map.of()).decide(comparison, Timing.UNKNOWN))
        .isInstanceOf(Decision.CannotTell.class);
  }

  @Test
  void floors_and_ceilings_look_at_the_observed_figure() {
    assertThat(decide("least: {verify.accuracy: 0.8}\n", OLD)).isInstanceOf(Decision.Accept.class);
    Decision low = decide("least: {verify.accuracy: 0.81}\n", OLD);
    assertThat(low).isInstanceOf(Decision.Reject.class);
    assertThat(low.rules().get(0).detail()).isEqualTo("0.800");
    assertThat(decide("most: {verify.accuracy: 0.7}\n", OLD)).isInstanceOf(Decision.Reject.class);
  }

  @Test
  void a_figure_that_is_not_there_passes_nothing() {
    assertThat(decide("least: {extract.f1: 0.1}\n", OLD)).isInstanceOf(Decision.CannotTell.class);
  }

  @Test
  void a_pinned_claim_may_never_flip() {
    String pin = "pinned: [\"verify story0/v7@article0\"]\n";
    assertThat(decide(pin, OLD)).isInstanceOf(Decision.Accept.class);
    Decision flipped = decide(pin, SmallScores.of("b", 7, 9, 8, 7, 8, 8));
    assertThat(flipped).isInstanceOf(Decision.Reject.class);
    assertThat(flipped.rules().get(0).detail()).isEqualTo("gold SUPPORTED, answered REFUTED");
    assertThat(decide("pinned: [\"verify story9/v1@article9\"]\n", OLD))
        .isInstanceOf(Decision.CannotTell.class);
  }

  @Test
  void of_a_low_baseline_a_share_may_be_lost_and_not_the_whole_margin() {
    // One in ten right; the candidate loses one answer in every fifth story, 2 points of 10.
    int[] before = new int[30];
    int[] now = new int[30];
    for (int i = 0; i < before.length; i++) {
      before[i] = 1;
      now[i] = i % 5 == 0 ? 0 : 1;
    }
    Scores low = SmallScores.of("a", before);
    Scores lower = SmallScores.of("b", now);
    Policy absolute =
        PolicyReader.parse(
            "gate.yaml", "version: 1\nprimary:\n  verify.accuracy: {margin: 0.05}\n");
    Policy relative =
        PolicyReader.parse(
            "gate.yaml",
            "version: 1\nprimary:\n  verify.accuracy: {margin: 0.05, relative: 0.1}\n");
    assertThat(new Gate(absolute, Map.of()).decide(compared(absolute, low, lower), Timing.UNKNOWN))
        .isInstanceOf(Decision.Accept.class);
    Decision decision =
        new Gate(relative, Map.of()).decide(compared(relative, low, lower), Timing.UNKNOWN);
    assertThat(decision).isInstanceOf(Decision.Reject.class);
    assertThat(decision.rules().get(0).name())
        .isEqualTo("verify.accuracy not worse than the baseline by 0.01");
    // Of 0.8 a tenth is more than the margin.
    assertThat(compared(relative, OLD, OLD).differences().get(0).margin()).isEqualTo(0.05);
  }

  private static Comparison compared(Policy policy, Scores baseline, Scores candidate) {
    return new Comparer(policy, 7).compare(baseline, candidate);
  }

  @Test
  void what_only_warns_is_shown_and_decides_nothing() {
    Decision decision =
        decide(
            PRIMARY
                + "warn:\n"
                + "  least: {verify.accuracy: 0.81, extract.f1: 0.5}\n"
                + "  most_drop: {verify.accuracy: 0.01}\n",
            OLD);
    assertThat(decision).isInstanceOf(Decision.Accept.class);
    assertThat(decision.rules().subList(1, 4))
        .containsExactly(
            new Rule("warning: verify.accuracy at least 0.81", Rule.Result.WARNED, "0.800"),
            new Rule(
                "warning: extract.f1 at least 0.5",
                Rule.Result.WARNED,
                "the run has no such figure"),
            new Rule(
                "warning: verify.accuracy falls by at most 0.01",
                Rule.Result.PASSED,
                "0.800 → 0.800"));
  }

  @Test
  void a_slice_has_rules_of_its_own() {
    // story0 is of topic health: 8 of 10 before, 6 of 10 now.
    Scores now = SmallScores.of("b", 6, 9, 8, 9, 8, 8);
    String slice = "slices:\n  - {topic: health, most_drop: {verify.accuracy: %s}}\n";
    assertThat(decide(slice.formatted("0.2"), now)).isInstanceOf(Decision.Accept.class);
    assertThat(decide(slice.formatted("0.1"), now)).isInstanceOf(Decision.Reject.class);
    assertThat(decide("slices:\n  - {stories: [story1], least: {verify.accuracy: 0.9}}\n", now))
        .isInstanceOf(Decision.Accept.class);
  }

  @Test
  void the_slowest_task_counts_and_what_was_not_measured_passes_nothing() throws Exception {
    Timing timing =
        Timing.parse(
            Json.MAPPER.readTree(
                """
                {"tasks": {
                  "extract": {"median": "PT20S", "p95": "PT40S", "answerTokensPerSecond": 14.0},
                  "verify": {"median": "PT3S", "p95": "PT5S", "answerTokensPerSecond": 23.0}}}
                """));
    String limits = "speed: {median_seconds: 20, p95_seconds: %s, tokens_per_second: 14}\n";
    assertThat(decide(limits.formatted(40), OLD, timing)).isInstanceOf(Decision.Accept.class);
    assertThat(decide(limits.formatted(39), OLD, timing)).isInstanceOf(Decision.Reject.class);
    assertThat(decide("speed: {memory_mb: 900}\n", OLD, timing))
        .isInstanceOf(Decision.CannotTell.class);
  }

  @Test
  void answers_that_are_no_answers_are_counted() {
    assertThat(decide("answers: {invalid: 0, truncated: 0}\n", OLD))
        .isInstanceOf(Decision.Accept.class);
  }

  @Test
  void a_baseline_file_decides_like_the_run_it_was_made_from() {
    Scores file =
        ScoresReader.parse("base.json", Baseline.toJson(OLD, "base", Map.of("run", "runs/x")));
    Policy rules = SmallScores.policy(0.05);
    Scores candidate = SmallScores.of("b", 5, 9, 8, 9, 6, 8);
    Comparison direct = new Comparer(rules, 7).compare(OLD, candidate);
    Comparison blessed = new Comparer(rules, 7).compare(file, candidate);
    assertThat(blessed.differences()).isEqualTo(direct.differences());
    assertThat(blessed.flips().list())
        .extracting(Flip::id)
        .isEqualTo(direct.flips().list().stream().map(Flip::id).toList());
  }
}
