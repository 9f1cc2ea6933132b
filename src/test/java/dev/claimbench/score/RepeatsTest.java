package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What asking the same twice shows. */
class RepeatsTest {
  /** Two verdicts an article; {@code right[r]} of them are right the r-th time. */
  private static List<VerifyResult> judged(String article, int... right) {
    List<VerifyResult> results = new ArrayList<>();
    for (int repeat = 1; repeat <= right.length; repeat++) {
      for (int k = 0; k < 2; k++) {
        GoldVerdict gold = Samples.gold("harrow", "v" + k, "f" + k, article, Verdict.SUPPORTED);
        Verdict said = k < right[repeat - 1] ? Verdict.SUPPORTED : Verdict.REFUTED;
        results.add(
            new VerifyResult(
                Samples.verify(gold, said).article(),
                repeat,
                gold,
                Samples.parsed(new Judgement(said, Optional.empty()))));
      }
    }
    return results;
  }

  private static Scorecard twice() {
    List<VerifyResult> all = judged("harrow-wire", 2, 1);
    all.addAll(judged("harrow-weekly", 0, 1));
    return Samples.ofVerify(all.toArray(VerifyResult[]::new));
  }

  @Test
  void variance_is_split_into_the_articles_and_the_luck_of_sampling() {
    Repeats repeats = twice().repeats();
    assertThat(repeats.times()).isEqualTo(2);
    Repeats.Spread accuracy = repeats.spreads().get(0);
    assertThat(accuracy.metric()).isEqualTo("verify.accuracy");
    // Articles {1, 0.5} and {0, 0.5}: means 0.75 and 0.25. Within: 4 · 0.25² / (4 - 2) = 0.125.
    // Between: mean square 2 · 2 · 0.25² / (2 - 1) = 0.25, less 0.125, by 2 repeats: 0.0625.
    assertThat(accuracy.within()).isCloseTo(0.125, within(1e-12));
    assertThat(accuracy.between()).isCloseTo(0.0625, within(1e-12));
    assertThat(accuracy.articles()).isEqualTo(2);
    // √((0.0625 + 0.125/2) / 2) = 0.25; asked once √(0.1875 / 2).
    assertThat(accuracy.standardError(2)).isCloseTo(0.25, within(1e-12));
    assertThat(accuracy.standardError(1)).isCloseTo(Math.sqrt(0.09375), within(1e-12));
    assertThat(accuracy.noise()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void a_verdict_that_changes_is_counted_once() {
    // harrow-wire's v1 and harrow-weekly's v0 change; the other two do not.
    assertThat(twice().repeats().changing()).isEqualTo(2);
    assertThat(twice().repeats().verdicts()).isEqualTo(4);
  }

  @Test
  void a_figure_is_the_mean_of_the_repeats_over_as_many_items_as_there_are() {
    Score.Scored accuracy = (Score.Scored) twice().score("verify.accuracy");
    // 4 right of 8 answers to 4 verdicts.
    assertThat(accuracy.value()).isEqualTo(0.5);
    assertThat(accuracy.n()).isEqualTo(4);
  }

  @Test
  void right_every_time_is_less_than_right_on_average() {
    // Right twice: v0 of harrow-wire alone. Its v1 and v0 of harrow-weekly are right once.
    Score.Scored every = (Score.Scored) twice().score("verify.accuracy.everyRepeat");
    assertThat(every.value()).isEqualTo(0.25);
    assertThat(every.n()).isEqualTo(4);
  }

  @Test
  void asked_once_there_is_no_every_time() {
    Scorecard once = Samples.ofVerify(judged("harrow-wire", 2).toArray(VerifyResult[]::new));
    assertThat(once.score("verify.accuracy.everyRepeat"))
        .isEqualTo(new Score.Unscored("asked once; run --repeat K"));
  }

  @Test
  void what_the_gold_alone_gives_does_not_depend_on_how_often_was_asked() {
    Scorecard once = Samples.ofVerify(judged("harrow-wire", 2).toArray(VerifyResult[]::new));
    Scorecard thrice =
        Samples.ofVerify(judged("harrow-wire", 2, 2, 2).toArray(VerifyResult[]::new));
    for (String name :
        List.of("verify.baseline.claimOnly.accuracy", "verify.baseline.constant.macroF1")) {
      assertThat(thrice.score(name).figure()).isEqualTo(once.score(name).figure());
    }
    assertThat(once.repeats()).isEqualTo(Repeats.NONE);
  }
}
