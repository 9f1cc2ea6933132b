package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.Shared;
import dev.claimbench.dataset.imports.Rows;
import dev.claimbench.score.Score;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeverScoreTest {
  private static final String TWO_PAGES =
      "{\"id\": 1, \"label\": \"REFUTES\", \"claim\": \"c\","
          + " \"evidence\": [[[7, 8, \"Oslo\", 3], [7, 9, \"Bergen\", 0]], [[7, 6, \"Oslo\", 5]]]}";
  private static final String UNKNOWN =
      "{\"id\": 2, \"label\": \"NOT ENOUGH INFO\", \"claim\": \"d\","
          + " \"evidence\": [[[7, null, null, null]]]}";

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fever_score",
        "label_accuracy",
        "evidence_precision",
        "evidence_recall",
        "evidence_f1"
      })
  void the_published_figures_of_a_real_system_come_out_to_the_last_digit(String name)
      throws IOException {
    JsonNode expected =
        Json.PLAIN.readTree(Shared.file("data/fever_scorer/expected.json").toFile());
    List<PublishedFigure> figures =
        score(
            Shared.file("data/fever_scorer/actual.jsonl.gz"),
            Shared.file("data/fever_scorer/predictions.jsonl.gz"));
    assertThat(Figures.value(figures, name)).isEqualTo(expected.get(name).asDouble());
  }

  @Test
  void a_right_label_counts_in_full_only_with_one_whole_evidence_group() {
    // Half a group (Oslo 3 without Bergen 0) is worth nothing; the other group (Oslo 5) is whole.
    List<PublishedFigure> half = score(TWO_PAGES, prediction("REFUTES", "[[\"Oslo\", 3]]"));
    List<PublishedFigure> whole =
        score(TWO_PAGES, prediction("refutes", "[[\"Oslo\", 4], [\"Oslo\", 5]]"));
    assertThat(Figures.value(half, "label_accuracy")).isEqualTo(1);
    assertThat(Figures.value(half, "fever_score")).isEqualTo(0);
    assertThat(Figures.value(half, "evidence_precision")).isEqualTo(1);
    assertThat(Figures.value(half, "evidence_recall")).isEqualTo(0);
    assertThat(Figures.value(whole, "fever_score")).isEqualTo(1);
    assertThat(Figures.value(whole, "evidence_precision")).isEqualTo(0.5);
    // 2 · 1/2 · 1 / (1/2 + 1)
    assertThat(Figures.value(whole, "evidence_f1")).isEqualTo(2.0 / 3);
  }

  @Test
  void only_the_first_five_predicted_sentences_count() {
    String far = "[[\"a\", 0], [\"a\", 1], [\"a\", 2], [\"a\", 3], [\"a\", 4], [\"Oslo\", 5]]";
    assertThat(Figures.value(score(TWO_PAGES, prediction("REFUTES", far)), "fever_score"))
        .isEqualTo(0);
  }

  @Test
  void not_enough_info_needs_no_evidence_and_has_none_to_score() {
    List<PublishedFigure> figures = score(UNKNOWN, prediction("NOT ENOUGH INFO", "[]"));
    assertThat(Figures.value(figures, "fever_score")).isEqualTo(1);
    assertThat(figures.get(2).score())
        .isEqualTo(new Score.Unscored("no claim is SUPPORTS or REFUTES"));
  }

  @Test
  void no_predicted_evidence_has_the_published_precision_of_one() {
    List<PublishedFigure> figures = score(TWO_PAGES, prediction("REFUTES", "[]"));
    assertThat(Figures.value(figures, "evidence_precision")).isEqualTo(1);
    assertThat(Figures.value(figures, "evidence_recall")).isEqualTo(0);
  }

  @Test
  void what_does_not_belong_together_is_named_with_file_and_line() {
    assertThatThrownBy(() -> score(TWO_PAGES + "\n" + UNKNOWN, prediction("REFUTES", "[]")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("gold.jsonl:2: the other file ends before this row");
    assertThatThrownBy(() -> score(UNKNOWN, prediction("REFUTES", "[]").replace("0", "3")))
        .hasMessageContaining("predictions.jsonl:1: expected id 2 as in");
    assertThatThrownBy(() -> score(UNKNOWN, prediction("SUPPORTED", "[]")))
        .hasMessageContaining(
            "predictions.jsonl:1: predicted_label: expected SUPPORTS, REFUTES or NOT ENOUGH INFO,"
                + " got \"SUPPORTED\"");
    assertThatThrownBy(() -> score(UNKNOWN, prediction("SUPPORTS", "[[\"Oslo\"]]")))
        .hasMessageContaining("predicted_evidence: expected a list of [page, line]");
  }

  private static String prediction(String label, String evidence) {
    return "{\"id\": 0, \"predicted_label\": \"%s\", \"predicted_evidence\": %s}"
        .formatted(label, evidence);
  }

  private List<PublishedFigure> score(String gold, String predictions) {
    try {
      return score(
          Files.writeString(dir.resolve("gold.jsonl"), gold),
          Files.writeString(dir.resolve("predictions.jsonl"), predictions));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<PublishedFigure> score(Path gold, Path predictions) {
    try (Rows golds = Rows.open(gold);
        Rows predicted = Rows.open(predictions)) {
      return new FeverScore(FeverScore.MAX_EVIDENCE).addAll(golds, predicted).figures();
    }
  }
}
