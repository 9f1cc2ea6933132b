package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.McNemar;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ComparerTest {
  private static Comparison compare(Scores a, Scores b) {
    return new Comparer(SmallScores.policy(0.05), 7).compare(a, b);
  }

  private static Difference accuracy(Comparison comparison) {
    return comparison.differences().get(0);
  }

  @Test
  void no_test_has_a_p_of_nothing() {
    assertThat(worse(0.0002)).isEqualTo("worse (one-sided p < 0.001)");
    assertThat(worse(0.0)).isEqualTo("worse (one-sided p < 0.001)");
    assertThat(worse(0.002)).isEqualTo("worse (one-sided p 0.001)");
  }

  private static String worse(double adjusted) {
    return new Difference(
            "verify.accuracy",
            0.05,
            0.9,
            0.5,
            -0.4,
            Optional.empty(),
            30,
            ResamplingUnit.STORIES,
            OptionalDouble.of(adjusted),
            OptionalDouble.of(adjusted),
            DifferenceVerdict.WORSE,
            OptionalInt.empty(),
            OptionalDouble.empty())
        .toText();
  }

  @Test
  void a_candidate_that_loses_in_every_story_is_worse() {
    Comparison c =
        compare(SmallScores.of("a", 8, 9, 8, 7, 8, 8), SmallScores.of("b", 4, 5, 3, 4, 4, 4));
    Difference d = accuracy(c);
    // 48 and 24 of 60; of the 64 sign patterns only this one and its mirror are as extreme.
    assertThat(d.baseline()).isEqualTo(0.8);
    assertThat(d.candidate()).isEqualTo(0.4);
    assertThat(d.value()).isCloseTo(-0.4, within(1e-12));
    assertThat(d.p()).hasValue(2 / 64.0);
    assertThat(d.finding()).isEqualTo(DifferenceVerdict.WORSE);
    assertThat(d.interval().orElseThrow().high()).isNegative();
    assertThat(c.mark()).isEmpty();
  }

  @Test
  void a_candidate_that_wins_in_every_story_is_better() {
    Comparison c =
        compare(SmallScores.of("a", 4, 5, 3, 4, 4, 4), SmallScores.of("b", 8, 9, 8, 7, 8, 8));
    assertThat(accuracy(c).finding()).isEqualTo(DifferenceVerdict.BETTER);
  }

  @Test
  void a_run_against_itself_is_the_same() {
    Scores a = SmallScores.of("a", 8, 9, 8, 7, 8, 8);
    Comparison c = compare(a, a);
    assertThat(accuracy(c).finding()).isEqualTo(DifferenceVerdict.SAME);
    assertThat(accuracy(c).p()).hasValue(1);
    assertThat(c.flips().list()).isEmpty();
    assertThat(c.changes()).isEmpty();
  }

  @Test
  void little_evidence_is_no_verdict_and_says_how_many_stories_are_missing() {
    Comparison c =
        compare(SmallScores.of("a", 8, 5, 8, 5, 8, 5), SmallScores.of("b", 5, 8, 5, 8, 5, 7));
    Difference d = accuracy(c);
    assertThat(d.finding()).isEqualTo(DifferenceVerdict.CANNOT_TELL);
    assertThat(d.moreStories().getAsInt()).isPositive();
    assertThat(d.toText()).matches("cannot tell: about \\d+ more stories needed");
  }

  @Test
  void four_stories_decide_nothing_however_large_the_difference() {
    Comparison c = compare(SmallScores.of("a", 9, 9, 9, 9), SmallScores.of("b", 1, 1, 1, 1));
    assertThat(accuracy(c).finding()).isEqualTo(DifferenceVerdict.CANNOT_TELL);
    assertThat(c.mark()).isEqualTo("within this story only");
    assertThat(accuracy(c).toText()).isEqualTo("cannot tell: needs 5 stories or more");
  }

  @Test
  void lost_claims_come_first_and_mcnemar_counts_them() {
    Comparison c = compare(SmallScores.of("a", 8, 8, 8, 8, 8), SmallScores.of("b", 6, 9, 8, 8, 8));
    assertThat(c.flips().list())
        .extracting(Flip::id)
        .containsExactly(
            "verify story0/v6@article0", "verify story0/v7@article0", "verify story1/v8@article1");
    assertThat(c.flips().lost()).hasSize(2).allMatch(f -> f.severity() == 3);
    assertThat(c.flips().mcNemar()).containsEntry("verify", new McNemar(2, 1));
    assertThat(c.flips().list().get(0).quote()).isEqualTo("a quote");
  }

  @Test
  void runs_on_other_gold_are_refused_with_both_versions_and_hashes() {
    Scores a = SmallScores.of("a", 8, 8, 8, 8, 8);
    assertThatThrownBy(
            () -> compare(a, SmallScores.withGold(SmallScores.of("b", 8, 8, 8, 8, 8), "other")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.json and b.json: cannot be compared")
        .hasMessageContaining("gold (1.0, gold and 1.0, other)");
  }

  @Test
  void runs_on_other_items_are_refused_by_name() {
    Scores a = SmallScores.of("a", 8, 8, 8, 8, 8);
    assertThatThrownBy(() -> compare(a, SmallScores.of("b", 8, 8, 8, 8, 8, 8)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("articles (article5 only in one of them)")
        .hasMessageContaining("items of verify")
        .hasMessageContaining("and 7 more");
  }

  @Test
  void an_incomplete_run_is_refused_with_its_own_exit_code() {
    Scores a = SmallScores.of("a", 8, 8, 8, 8, 8);
    assertThatThrownBy(() -> compare(a, SmallScores.incomplete(SmallScores.of("b", 8, 8, 8, 8, 8))))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(6))
        .hasMessageContaining("b.json: the run is incomplete (2 calls failed");
  }

  @Test
  void three_runs_are_ranked_in_groups_that_cannot_be_told_apart() {
    // a and b differ by one verdict of eighty; c loses four of ten in each of eight stories.
    // Three pairs: Holm multiplies the smallest p of 2/256 by 3, which is 0.023.
    Scores a = SmallScores.of("a", 8, 8, 8, 8, 8, 8, 8, 8);
    Scores b = SmallScores.of("b", 8, 8, 8, 8, 8, 8, 8, 7);
    Scores c = SmallScores.of("c", 4, 4, 4, 4, 4, 4, 4, 3);
    Matrix matrix = Matrix.compute(List.of(c, b, a), SmallScores.policy(0.05), 7);
    Matrix.Table table = matrix.tables().get(0);
    assertThat(table.ranking()).containsExactly(List.of(2, 1), List.of(0));
    assertThat(table.cells().get(0).adjusted()).isCloseTo(6 / 256.0, within(1e-12));
    // c and b differ by the same in each story, which says nothing of how stories vary.
    assertThat(table.cells().get(0).smallest()).isEmpty();
    assertThat(table.cells().get(1).smallest().orElseThrow())
        .isEqualTo(
            new Comparer(SmallScores.policy(0.05), 7)
                .compare(c, a)
                .differences()
                .get(0)
                .smallest()
                .orElseThrow());
  }
}
