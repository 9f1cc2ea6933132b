package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.imports.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AveritecScoreTest {
  private static final String GOLD =
      "[{\"claim\": \"Vell paid.\", \"label\": \"Refuted\", \"questions\": [%s, %s]}]";
  private static final String PREDICTED =
      "[{\"claim_id\": 0, \"claim\": \"Vell paid.\", \"evidence\": [%s], \"pred_label\": \"%s\"}]";

  @TempDir Path dir;

  @Test
  void each_gold_question_is_paired_once_and_what_is_missed_counts() {
    var figures =
        score(
            GOLD.formatted(gold("Who paid?", "Vell paid."), gold("When was it?", "In May.")),
            // The second is as good a pair for the first gold question: it is taken already.
            PREDICTED.formatted(
                predicted("Who paid?", "Vell paid.") + "," + predicted("Who paid?", "Vell paid."),
                "Refuted"));
    // Who paid ? Vell paid . against itself: 1 - 0.5 / 6³; the other pair shares "?" and ".".
    double same = 1 - 0.5 / 216;
    // P = 2/6, R = 2/7, in 2 chunks: F = PR / (0.9 P + 0.1 R), 1 - 0.5 · 1 = 0.5.
    double stops = (2.0 / 6) * (2.0 / 7) / (0.9 * 2 / 6 + 0.1 * 2 / 7) * 0.5;
    assertThat(Figures.value(figures, "question_answer_hu_meteor"))
        .isCloseTo((same + stops) / 2, within(1e-12));
    assertThat(Figures.value(figures, "averitec_score@0.25")).isEqualTo(1);
    assertThat(Figures.value(figures, "veracity.accuracy")).isEqualTo(1);
    // Of four labels one occurs: macro-F1 is 1/4, as published.
    assertThat(Figures.value(figures, "veracity.f1.macro")).isEqualTo(0.25);
  }

  @Test
  void figures_are_means_over_the_rows() {
    String second =
        ", {\"claim\": \"Nobody paid.\", \"label\": \"Supported\", \"questions\": [%s]}]"
            .formatted(gold("word", ""));
    String gold = GOLD.formatted(gold("word", ""), gold("word", "")).replaceFirst("]$", "");
    String predicted = PREDICTED.formatted(predicted("word", ""), "Refuted").replaceFirst("]$", "");
    String other =
        ", {\"claim_id\": 1, \"claim\": \"Nobody paid.\", \"evidence\": [%s], \"pred_label\": \"Refuted\"}]"
            .formatted(predicted("unlike", ""));
    var figures = score(gold + second, predicted + other);
    // One word against itself is 0.5, over two gold questions 0.25; the second row has 0.
    assertThat(Figures.value(figures, "question_only_hu_meteor")).isEqualTo(0.125);
    assertThat(Figures.value(figures, "question_answer_hu_meteor")).isEqualTo(0.125);
    assertThat(Figures.value(figures, "veracity.accuracy")).isEqualTo(0.5);
    // Refuted: one of two predicted is right, 2 · 1 / (1 + 2); the other three labels 0.
    assertThat(Figures.value(figures, "veracity.f1.Refuted")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Figures.value(figures, "veracity.f1.macro")).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(Figures.value(figures, "averitec_score@0.2")).isEqualTo(0.5);
    assertThat(Figures.value(figures, "averitec_score@0.25")).isEqualTo(0);
  }

  @Test
  void evidence_must_be_more_than_a_quarter_alike_not_just_a_quarter() {
    // One word against itself is 0.5, over two gold questions 0.25 exactly.
    var figures =
        score(
            GOLD.formatted(gold("word", ""), gold("other", "")),
            PREDICTED.formatted(predicted("word", ""), "Refuted"));
    assertThat(Figures.value(figures, "question_answer_hu_meteor")).isEqualTo(0.25);
    assertThat(Figures.value(figures, "averitec_score@0.25")).isEqualTo(0);
    assertThat(Figures.value(figures, "averitec_score@0.1")).isEqualTo(1);
  }

  @Test
  void good_evidence_does_not_save_a_wrong_label() {
    var figures =
        score(
            GOLD.formatted(gold("Who paid?", "Vell."), gold("When?", "In May.")),
            PREDICTED.formatted(
                predicted("Who paid?", "Vell.") + "," + predicted("When?", "In May."),
                "Supported"));
    assertThat(Figures.value(figures, "question_answer_hu_meteor")).isGreaterThan(0.9);
    assertThat(Figures.value(figures, "averitec_score@0.1")).isEqualTo(0);
  }

  @Test
  void only_ten_predictions_count() {
    String nine = (predicted("x", "y") + ",").repeat(10);
    var figures =
        score(
            GOLD.formatted(gold("Who paid?", "Vell."), gold("When?", "In May.")),
            PREDICTED.formatted(nine + predicted("Who paid?", "Vell."), "Refuted"));
    assertThat(Figures.value(figures, "question_answer_hu_meteor")).isEqualTo(0);
  }

  @Test
  void the_form_of_the_first_release_will_do_for_predictions() {
    String gold = GOLD.formatted(gold("Who paid?", "Vell."), gold("When?", "In May."));
    assertThat(Figures.value(score(gold, gold), "averitec_score@0.5")).isEqualTo(1);
  }

  @Test
  void rows_of_different_claims_are_refused() {
    String gold = GOLD.formatted(gold("Who?", "Vell."), gold("When?", "May."));
    String predicted = PREDICTED.formatted(predicted("Who?", "Vell."), "Refuted");
    assertThatThrownBy(() -> score(gold, predicted.replace("Vell paid", "Nobody paid")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("predictions.json:1: another claim than in");
    assertThatThrownBy(() -> score(gold, "[]")).hasMessageContaining("ends before this row");
    assertThatThrownBy(() -> score(gold.replace("questions", "other"), predicted))
        .hasMessageContaining("gold.json:1: expected a label and questions");
    assertThatThrownBy(() -> score(gold, predicted.replace("Refuted", "REFUTED")))
        .hasMessageContaining("pred_label: expected one of Supported, Refuted");
  }

  private static String gold(String question, String answer) {
    return "{\"question\": \"%s\", \"answers\": [{\"answer\": \"%s\", \"answer_type\": \"Extractive\"}]}"
        .formatted(question, answer);
  }

  private static String predicted(String question, String answer) {
    return "{\"question\": \"%s\", \"answer\": \"%s\", \"url\": \"\"}".formatted(question, answer);
  }

  private List<PublishedFigure> score(String gold, String predictions) {
    try (Rows golds = Rows.open(Files.writeString(dir.resolve("gold.json"), gold));
        Rows rows = Rows.open(Files.writeString(dir.resolve("predictions.json"), predictions))) {
      return AveritecScore.create().addAll(golds, rows).figures();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
