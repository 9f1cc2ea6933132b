package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.dataset.imports.Rows;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SciFactScoreTest {
  /** The worked example of the data set's own documentation (doc/evaluation.md). */
  private static final String GOLD =
      "{\"id\": 52, \"claim\": \"ALDH1 is a marker.\", \"evidence\": {\"11\": [{\"sentences\": [0,"
          + " 1], \"label\": \"SUPPORT\"}, {\"sentences\": [11], \"label\": \"SUPPORT\"}], \"15\":"
          + " [{\"sentences\": [4], \"label\": \"SUPPORT\"}]}, \"cited_doc_ids\": [11, 15]}\n";

  @TempDir Path dir;

  @Test
  void the_documented_example_comes_out() {
    var figures =
        score(
            GOLD,
            prediction(
                "\"11\": {\"sentences\": [1, 11, 13], \"label\": \"SUPPORT\"}, \"16\":"
                    + " {\"sentences\": [18, 20], \"label\": \"CONTRADICT\"}"));
    // Abstracts: 11 is right, 16 is not gold, 15 is missed.
    check(figures, "abstract_label_only", 1.0 / 2, 1.0 / 2, 1.0 / 2);
    check(figures, "abstract_rationalized", 1.0 / 2, 1.0 / 2, 1.0 / 2);
    // Sentences: of 1, 11, 13, 18 and 20 only 11 is a whole rationale; 0, 1, 11 and 4 are gold.
    check(figures, "sentence_selection", 1.0 / 5, 1.0 / 4, 2.0 / 9);
    check(figures, "sentence_label", 1.0 / 5, 1.0 / 4, 2.0 / 9);
  }

  @Test
  void a_wrong_label_leaves_only_the_selection() {
    var figures =
        score(GOLD, prediction("\"11\": {\"sentences\": [0, 1], \"label\": \"CONTRADICT\"}"));
    assertThat(Figures.value(figures, "abstract_label_only.precision")).isEqualTo(0);
    assertThat(Figures.value(figures, "sentence_selection.precision")).isEqualTo(1);
    assertThat(Figures.value(figures, "sentence_label.precision")).isEqualTo(0);
  }

  @Test
  void for_an_abstract_only_its_first_three_sentences_count() {
    var figures =
        score(GOLD, prediction("\"15\": {\"sentences\": [1, 2, 3, 4], \"label\": \"SUPPORT\"}"));
    assertThat(Figures.value(figures, "abstract_label_only.precision")).isEqualTo(1);
    assertThat(Figures.value(figures, "abstract_rationalized.precision")).isEqualTo(0);
    // For sentences all count: 4 of 4 predicted is one right.
    assertThat(Figures.value(figures, "sentence_label.precision")).isEqualTo(0.25);
  }

  @Test
  void a_claim_without_predictions_is_all_missed_and_has_no_precision() {
    var figures = score(GOLD, prediction(""));
    assertThat(Figures.value(figures, "abstract_label_only.recall")).isEqualTo(0);
    assertThat(Figures.value(figures, "abstract_label_only.precision")).isNaN();
  }

  @Test
  void what_does_not_belong_to_the_gold_is_named() {
    assertThatThrownBy(() -> score(GOLD, prediction("").replace("52", "53")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("predictions.jsonl:1: id: no gold claim 53");
    assertThatThrownBy(() -> score(GOLD, prediction("") + prediction("")))
        .hasMessageContaining("predictions.jsonl:2: id: a second prediction for claim 52");
    String nei = "\"11\": {\"sentences\": [1], \"label\": \"NOT_ENOUGH_INFO\"}";
    assertThatThrownBy(() -> score(GOLD, prediction(nei)))
        .hasMessageContaining("evidence.11: expected the label SUPPORT or CONTRADICT");
  }

  private static void check(
      List<PublishedFigure> figures, String name, double precision, double recall, double f1) {
    assertThat(Figures.value(figures, name + ".precision")).isEqualTo(precision);
    assertThat(Figures.value(figures, name + ".recall")).isEqualTo(recall);
    assertThat(Figures.value(figures, name + ".f1")).isCloseTo(f1, within(1e-15));
  }

  private static String prediction(String evidence) {
    return "{\"id\": 52, \"evidence\": {" + evidence + "}}\n";
  }

  private List<PublishedFigure> score(String gold, String predictions) {
    try (Rows claims = Rows.open(Files.writeString(dir.resolve("gold.jsonl"), gold));
        Rows rows = Rows.open(Files.writeString(dir.resolve("predictions.jsonl"), predictions))) {
      return new SciFactScore(claims).addAll(rows).figures();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
