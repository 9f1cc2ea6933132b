package dev.claimbench.score;

import static dev.claimbench.dataset.Verdict.NOT_ENOUGH_INFO;
import static dev.claimbench.dataset.Verdict.REFUTED;
import static dev.claimbench.dataset.Verdict.SUPPORTED;
import static dev.claimbench.score.Samples.gold;
import static dev.claimbench.score.Samples.invalid;
import static dev.claimbench.score.Samples.ofVerify;
import static dev.claimbench.score.Samples.parsed;
import static dev.claimbench.score.Samples.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Ece;
import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.task.Judgement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static VerifyResult answered(
      String id, Verdict gold, Verdict said, double supported, double refuted, double none) {
    Judgement judgement =
        new Judgement(
            said,
            Optional.empty(),
            Optional.of(Map.of(SUPPORTED, supported, REFUTED, refuted, NOT_ENOUGH_INFO, none)));
    return verify(gold("s", id, "f" + id, "s-a", gold), parsed(judgement));
  }

  private static double figure(Scorecard card, String name) {
    return card.score(name).figure().orElseThrow();
  }

  @Test
  void brier_and_calibration_error_by_hand() {
    Scorecard card =
        ofVerify(
            answered("1", SUPPORTED, SUPPORTED, 0.9, 0.1, 0),
            answered("2", SUPPORTED, SUPPORTED, 0.86, 0.04, 0.1),
            answered("3", REFUTED, SUPPORTED, 0.6, 0.3, 0.1));
    // 0.01 + 0.01; 0.0196 + 0.0016 + 0.01; 0.36 + 0.49 + 0.01: their mean.
    assertThat(figure(card, "verify.brier")).isCloseTo((0.02 + 0.0312 + 0.86) / 3, within(1e-12));
    // Two in the bin of 0.8 to 0.9, both right, mean 0.88; one in 0.5 to 0.6, wrong.
    assertThat(figure(card, "verify.ece")).isCloseTo((2 * 0.12 + 0.6) / 3, within(1e-12));
    assertThat(card.reliability()).hasSize(10);
    Ece.Bin high = card.reliability().get(8);
    assertThat(high.items()).isEqualTo(2);
    assertThat(high.predicted()).isCloseTo(0.88, within(1e-12));
    assertThat(high.observed()).isEqualTo(1);
    assertThat(card.reliability().get(5).observed()).isZero();
    assertThat(card.reliability().get(0).items()).isZero();
  }

  @Test
  void the_surest_are_kept_first_and_equals_have_no_order() {
    Scorecard card =
        ofVerify(
            answered("1", SUPPORTED, SUPPORTED, 0.9, 0.1, 0),
            answered("2", REFUTED, SUPPORTED, 0.8, 0.2, 0),
            answered("3", SUPPORTED, SUPPORTED, 0.8, 0.1, 0.1),
            answered("4", SUPPORTED, SUPPORTED, 0.6, 0.2, 0.2));
    // One wrong, second or third with equal right: (0 + 1/2 + 1/3 + 1/4)/4 or (0 + 0 + 1/3 +
    // 1/4)/4.
    double second = (1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 4;
    double third = (1 / 3.0 + 1 / 4.0) / 4;
    assertThat(figure(card, "verify.aurc")).isCloseTo((second + third) / 2, within(1e-12));
    assertThat(card.riskCoverage())
        .extracting(RiskCoverage.Point::kept)
        .containsExactly(1, 2, 3, 4);
    // Two kept: the sure one and either of the two, half a wrong one in the mean.
    assertThat(card.riskCoverage().get(1)).isEqualTo(new RiskCoverage.Point(0.5, 2, 0.75, 0.8));
    assertThat(card.riskCoverage().get(3)).isEqualTo(new RiskCoverage.Point(1, 4, 0.75, 0.6));
  }

  @Test
  void the_area_leaves_out_what_has_no_probabilities() {
    Scorecard card =
        ofVerify(
            answered("1", SUPPORTED, REFUTED, 0.2, 0.7, 0.1),
            answered("2", SUPPORTED, SUPPORTED, 0.6, 0.3, 0.1),
            verify(gold("s", "3", "f3", "s-a", SUPPORTED), REFUTED),
            verify(gold("s", "4", "f4", "s-a", SUPPORTED), invalid()));
    // The surest is wrong: (1/1 + 1/2)/2.
    assertThat(card.score("verify.aurc"))
        .isInstanceOfSatisfying(
            Score.Scored.class,
            s -> {
              assertThat(s.value()).isCloseTo(0.75, within(1e-12));
              assertThat(s.n()).isEqualTo(2);
            });
    assertThat(
            ofVerify(verify(gold("s", "3", "f3", "s-a", SUPPORTED), REFUTED)).score("verify.aurc"))
        .isEqualTo(new Score.Unscored("the runtime tells no probabilities"));
  }

  @Test
  void a_runtime_that_tells_nothing_is_not_called_calibrated() {
    Scorecard card = ofVerify(verify(gold("s", "1", "f1", "s-a", SUPPORTED), SUPPORTED));
    assertThat(card.score("verify.brier"))
        .isEqualTo(new Score.Unscored("the runtime tells no probabilities"));
    assertThat(card.score("verify.ece"))
        .isEqualTo(new Score.Unscored("the runtime tells no probabilities"));
    assertThat(card.reliability()).isEmpty();
    assertThat(card.riskCoverage()).isEmpty();
  }

  @Test
  void no_answer_and_disputed_labels_are_outside_and_n_says_so() {
    GoldVerdict sure = gold("s", "3", "f3", "s-a", REFUTED);
    GoldVerdict disputed =
        new GoldVerdict(
            sure.claim(), sure.article(), sure.label(), false, sure.evidence(), "", true);
    VerifyResult doubtful = answered("3", REFUTED, SUPPORTED, 1, 0, 0);
    Scorecard card =
        ofVerify(
            answered("1", SUPPORTED, SUPPORTED, 1, 0, 0),
            verify(gold("s", "2", "f2", "s-a", SUPPORTED), invalid()),
            verify(disputed, doubtful.answer()));
    assertThat(card.score("verify.brier"))
        .isInstanceOfSatisfying(
            Score.Scored.class,
            s -> {
              assertThat(s.value()).isZero();
              assertThat(s.n()).isEqualTo(1);
            });
    assertThat(figure(card, "verify.ece")).isZero();
    assertThat(card.reliability().get(9).items()).isEqualTo(1);
  }
}
