package dev.claimbench.score;

import static dev.claimbench.dataset.Verdict.NOT_ENOUGH_INFO;
import static dev.claimbench.dataset.Verdict.REFUTED;
import static dev.claimbench.dataset.Verdict.SUPPORTED;
import static dev.claimbench.score.Samples.gold;
import static dev.claimbench.score.Samples.invalid;
import static dev.claimbench.score.Samples.made;
import static dev.claimbench.score.Samples.ofVerify;
import static dev.claimbench.score.Samples.parsed;
import static dev.claimbench.score.Samples.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictScoresTest {
  private static void assertScore(Scorecard card, String name, double value, int n) {
    assertThat(card.score(name)).as(name).isInstanceOf(Score.Scored.class);
    Score.Scored score = (Score.Scored) card.score(name);
    assertThat(score.value()).as(name).isCloseTo(value, within(1e-12));
    assertThat(score.n()).as(name).isEqualTo(n);
  }

  private static VerifyResult item(String id, Verdict gold, Verdict predicted) {
    return verify(gold("s", id, "f" + id, "s-a", gold), predicted);
  }

  @Test
  void verdict_figures_by_hand() {
    Scorecard card =
        ofVerify(
            item("1", SUPPORTED, SUPPORTED),
            item("2", SUPPORTED, REFUTED),
            item("3", REFUTED, REFUTED),
            item("4", NOT_ENOUGH_INFO, SUPPORTED),
            verify(gold("s", "5", "f5", "s-a", NOT_ENOUGH_INFO), invalid()));
    assertThat(card.confusion())
        .containsExactly(List.of(1, 1, 0, 0), List.of(0, 1, 0, 0), List.of(1, 0, 0, 1));
    assertScore(card, "verify.accuracy", 2 / 5.0, 5);
    // F1: supported 2 · 1 / (2 + 2) = 1/2, refuted 2 · 1 / (1 + 2) = 2/3, other 0
    assertScore(card, "verify.f1.supported", 1 / 2.0, 5);
    assertScore(card, "verify.f1.refuted", 2 / 3.0, 5);
    assertScore(card, "verify.f1.notEnoughInfo", 0, 5);
    assertScore(card, "verify.macroF1", (1 / 2.0 + 2 / 3.0) / 3, 5);
    // recall: 1/2, 1, 0
    assertScore(card, "verify.balancedAccuracy", 0.5, 5);
    assertScore(card, "verify.accuracy.parsed", 2 / 4.0, 4);
    assertScore(card, "verify.valid", 4 / 5.0, 5);
    // Always SUPPORTED: F1 2 · 2 / (2 + 5) over three classes; accuracy 2/5
    assertScore(card, "verify.baseline.constant.macroF1", 4 / 7.0 / 3, 5);
    assertScore(card, "verify.baseline.constant.accuracy", 2 / 5.0, 5);
  }

  @Test
  void the_strict_reading_takes_nobodys_word() {
    GoldVerdict via =
        new GoldVerdict(
            gold("s", "1", "f", "s-a", SUPPORTED).claim(),
            "s-a",
            SUPPORTED,
            true,
            List.of(),
            "",
            false);
    Scorecard card = ofVerify(verify(via, NOT_ENOUGH_INFO));
    assertScore(card, "verify.accuracy", 0, 1);
    assertScore(card, "verify.accuracy.strict", 1, 1);
  }

  @Test
  void twins_count_only_where_their_labels_differ_and_both_must_be_right() {
    Scorecard card =
        ofVerify(
            verify(gold("s", "1", "f1", "s-a", SUPPORTED), SUPPORTED),
            verify(made(Change.NUMBER, "1", "s", "2", "f1", "s-a", REFUTED), REFUTED),
            verify(made(Change.DATE, "1", "s", "3", "f1", "s-a", REFUTED), SUPPORTED),
            verify(made(Change.HEDGE, "1", "s", "4", "f1", "s-a", SUPPORTED), SUPPORTED),
            // another article: no twin there
            verify(made(Change.NUMBER, "1", "s", "2", "f1", "s-b", REFUTED), REFUTED));
    assertScore(card, "verify.twins", 1 / 2.0, 2);
    assertScore(card, "verify.accuracy.number", 1, 2);
    assertScore(card, "verify.accuracy.date", 0, 1);
    assertThat(card.score("verify.accuracy.unit")).isEqualTo(new Score.Unscored("no such claims"));
  }

  @Test
  void rewordings_should_get_the_same_answer_right_or_wrong() {
    Scorecard card =
        ofVerify(
            verify(gold("s", "1", "f1", "s-a", SUPPORTED), REFUTED),
            verify(made(Change.REWORDING, "1", "s", "2", "f1", "s-a", SUPPORTED), REFUTED),
            verify(made(Change.REWORDING, "1", "s", "3", "f1", "s-a", SUPPORTED), invalid()));
    assertScore(card, "verify.rewordings", 1 / 2.0, 2);
    assertThat(card.score("verify.twins")).isEqualTo(new Score.Unscored("no such twins"));
  }

  @Test
  void disputed_labels_are_reported_apart() {
    GoldVerdict disputed =
        new GoldVerdict(
            gold("s", "9", "f", "s-a", REFUTED).claim(),
            "s-a",
            REFUTED,
            false,
            List.of(),
            "",
            true);
    Scorecard card = ofVerify(item("1", SUPPORTED, SUPPORTED), verify(disputed, SUPPORTED));
    assertScore(card, "verify.accuracy", 1, 1);
    assertScore(card, "verify.accuracy.disputed", 0, 1);
    assertThat(card.confusion().get(1)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void evidence_is_looked_up_in_the_article() {
    GoldVerdict cost =
        new GoldVerdict(
            gold("s", "1", "f", "s-a", SUPPORTED).claim(),
            "s-a",
            SUPPORTED,
            false,
            List.of("It cost 48 million crowns"),
            "",
            false);
    Scorecard card =
        ofVerify(
            verify(cost, parsed(new Judgement(SUPPORTED, Optional.of("cost 48 million")))),
            verify(
                gold("s", "2", "f", "s-a", REFUTED),
                parsed(new Judgement(REFUTED, Optional.of("never written anywhere")))),
            verify(
                gold("s", "3", "f", "s-a", REFUTED),
                parsed(new Judgement(REFUTED, Optional.of(" ")))));
    assertScore(card, "verify.evidence.grounded", 1 / 2.0, 2);
    assertScore(card, "verify.evidence.f1", 0.75, 1);
  }

  @Test
  void the_claim_only_classifier_never_learns_from_the_same_family() {
    // Every family has a word of its own that would give its label away.
    VerifyResult[] results = new VerifyResult[12];
    List<Verdict> labels = VerdictDetail.ORDER;
    for (int i = 0; i < results.length; i++) {
      Verdict label = labels.get(i / 2 % 3);
      CheckClaim claim =
          new CheckClaim(
              "s", "" + i, "word" + i / 2, "f" + i / 2, Optional.empty(), Optional.empty());
      results[i] =
          verify(
              new GoldVerdict(claim, "s-a", label, false, List.of(), "", false), labels.get(i % 3));
    }
    Scorecard card = ofVerify(results);
    // Nothing known of an unseen word: the class that is most frequent in the rest, never its own.
    assertScore(card, "verify.baseline.claimOnly.accuracy", 0, 12);
    // Another story's claims with the same words teach it all of them.
    GoldSet training = new GoldSet(List.of(), inStory("dev", results), "", "");
    assertScore(scored(training, results), "verify.baseline.claimOnly.accuracy", 1, 12);
    // Its own family teaches it nothing, whatever it is trained on.
    GoldSet itself = new GoldSet(List.of(), inStory("s", results), "", "");
    assertScore(scored(itself, results), "verify.baseline.claimOnly.accuracy", 0, 12);
  }

  @Test
  void the_model_without_the_article_is_scored_on_the_same_labels() {
    VerifyResult one = item("1", SUPPORTED, SUPPORTED);
    VerifyResult two = item("2", REFUTED, REFUTED);
    List<VerifyResult> without =
        List.of(item("1", SUPPORTED, NOT_ENOUGH_INFO), item("2", REFUTED, REFUTED));
    Results results = new Results(List.of(), List.of(one, two), List.of(), without);
    Scorecard card = Scorecard.compute(results, Samples.QUICK, Metrics.builtIn(), GoldSet.empty());
    assertScore(card, "verify.accuracy", 1, 2);
    assertScore(card, "verify.baseline.withoutArticle.accuracy", 1 / 2.0, 2);
    // F1 of SUPPORTED 0, of REFUTED 1, of NOT_ENOUGH_INFO, which occurs in the answers, 0
    assertScore(card, "verify.baseline.withoutArticle.macroF1", 1 / 3.0, 2);
    assertThat(ofVerify(one, two).score("verify.baseline.withoutArticle.accuracy"))
        .isEqualTo(new Score.Unscored("not asked; run --without-article"));
  }

  private static Scorecard scored(GoldSet training, VerifyResult... results) {
    return Scorecard.compute(
        new Results(List.of(), List.of(results), List.of()),
        Samples.QUICK,
        Metrics.builtIn(),
        training);
  }

  private static List<GoldVerdict> inStory(String story, VerifyResult... results) {
    return Stream.of(results)
        .map(VerifyResult::gold)
        .map(
            g ->
                new GoldVerdict(
                    new CheckClaim(
                        story,
                        g.claim().id(),
                        g.claim().text(),
                        g.claim().family(),
                        Optional.empty(),
                        Optional.empty()),
                    g.article(),
                    g.label(),
                    false,
                    List.of(),
                    "",
                    false))
        .toList();
  }

  @Test
  void no_answer_is_missing_for_its_class_and_wrong_for_none() {
    Answer<Judgement> refused = new Answer.Refused<>("content filter");
    Scorecard card =
        ofVerify(
            item("1", SUPPORTED, SUPPORTED),
            verify(gold("s", "2", "f2", "s-a", SUPPORTED), refused));
    // tp 1, fn 1, fp 0
    assertScore(card, "verify.f1.supported", 2 / 3.0, 2);
    assertThat(card.score("verify.f1.refuted")).isInstanceOf(Score.Unscored.class);
    assertScore(card, "verify.refused", 1 / 2.0, 2);
  }

  @Test
  void few_stories_are_drawn_by_family() {
    Scorecard card = ofVerify(item("1", SUPPORTED, SUPPORTED), item("2", REFUTED, SUPPORTED));
    assertThat(card.verifyDoubt()).isEqualTo(ResamplingUnit.FAMILIES);
    assertThat(card.figure("verify.accuracy").unit()).isEqualTo(ResamplingUnit.FAMILIES);
    assertThat(card.figure("verify.accuracy").parts()).hasSize(2);
  }
}
