package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfComparisonTest {
  private static final int[] GOOD = {8, 8, 8, 8, 8, 8, 8, 8};
  private static final int[] BAD = {2, 2, 2, 2, 2, 2, 2, 3};

  @Test
  void each_repeat_is_the_baseline_of_each_later_one() {
    Scores good = SmallScores.of("m", GOOD);
    SelfComparison pairs =
        SelfComparison.compute(
            List.of(good, SmallScores.of("m", BAD), good), SmallScores.policy(0.05), 7);
    // good → bad falls by 0.59 and is rejected; bad → good and good → good pass.
    assertThat(pairs.pairs()).isEqualTo(3);
    assertThat(pairs.rejected()).isEqualTo(1);
    assertThat(pairs.accepted()).isEqualTo(2);
    // 47 of 80 verdicts flip in two of the three pairs: 2 · 47 / 80 / 3.
    assertThat(pairs.flipped().get("verify"))
        .isCloseTo(94 / 240.0, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(pairs.toText().lines())
        .containsExactly(
            "3 repeats against each other, 3 pairs: 1 rejected (33.3%), 2 accepted, 0 cannot tell",
            "verify: 39.2% flip between two repeats");
  }

  @Test
  void one_repeat_has_nothing_to_be_compared_with() {
    assertThatThrownBy(
            () ->
                SelfComparison.compute(
                    List.of(SmallScores.of("m", GOOD)), SmallScores.policy(0.05), 7))
        .isInstanceOf(UserError.class)
        .hasMessage("m.json: asked once; repeats are made with `claimbench run --repeat K`");
  }
}
