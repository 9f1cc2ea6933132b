package dev.claimbench.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.imports.FeverFact.Extraction;
import dev.claimbench.score.published.PeopleAgreement;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeverFactTest {
  private static final String SENTENCE =
      """
      {"sentence_id": 7, "source": "Vell", "sentence": "Vell, of Aak, builds cars.", \
      "sentence_context": "Vell\\nVell, of Aak, builds cars.", \
      "claims": ["Vell is of Aak.", "Vell builds cars."]}
      """;
  private static final String VOTES =
      """
      {"sentence_id": 7, "model": "qacg", "generated": ["Vell builds cars.", "Vell is old.", "Aak."], \
      "focus_annotation": "100", "coverage_annotation": "01", \
      "Foc_claimwise": [0.9, 0.1, 0.2], "Cov_claimwise": [0.0, 1.0]}
      """;
  private static final String GIVEN =
      """
      {"sentence_id": 7, "source": "Vell", "sentence": "Vell, of Aak, builds cars.", \
      "context": ["Vell", "Vell, of Aak, builds cars."], \
      "gold": ["Vell is of Aak.", "Vell builds cars."], "system": "qacg", \
      "generated": ["Vell builds cars.", "Vell is old.", "Aak."], "focus": [1, 0, 0], \
      "coverage": [0, 1], "published_focus": [0.9, 0.1, 0.2], "published_coverage": [0.0, 1.0]}
      """;

  @TempDir Path dir;

  @Test
  void both_forms_say_the_same() throws IOException {
    // The votes may come before the sentences that they are about.
    FeverFact published =
        FeverFact.read(List.of(file("multi_metrics.jsonl", VOTES), file("test.jsonl", SENTENCE)));
    FeverFact given = FeverFact.read(List.of(file("matching.jsonl", GIVEN)));
    for (FeverFact data : List.of(published, given)) {
      Extraction row = data.extractions().get(0);
      assertThat(row.system()).isEqualTo("qacg");
      assertThat(row.focus()).contains(List.of(true, false, false));
      assertThat(row.coverage()).contains(List.of(false, true));
      assertThat(row.publishedFocus()).contains(List.of(0.9, 0.1, 0.2));
      assertThat(row.publishedCoverage()).contains(List.of(0.0, 1.0));
      assertThat(row.sentence().gold()).containsExactly("Vell is of Aak.", "Vell builds cars.");
      assertThat(row.sentence().context()).containsExactly("Vell", "Vell, of Aak, builds cars.");
    }
  }

  @Test
  void claims_may_be_one_text_with_a_claim_a_line() throws IOException {
    String lines =
        SENTENCE.replace(
            "[\"Vell is of Aak.\", \"Vell builds cars.\"]",
            "\"Vell is of Aak.\\nVell builds cars.\"");
    assertThat(FeverFact.read(List.of(file("train.jsonl", lines))).sentences().get(0).gold())
        .containsExactly("Vell is of Aak.", "Vell builds cars.");
  }

  private static final String JUDGED =
      "{\"sentence_id\": 7, \"context\": [\"Vell\", \"Vell builds cars.\"], \"claim\": \"It builds"
          + " cars.\", \"votes\": {\"a\": {\"faithful\": 3, \"standalone\": 0, \"atomic\": 1},"
          + " \"b\": {\"faithful\": 2, \"standalone\": 0, \"atomic\": 1}}}\n";

  @Test
  void claims_judged_by_themselves_have_the_means_of_their_votes() throws IOException {
    FeverFact data =
        FeverFact.read(
            List.of(
                file(
                    "quality.jsonl",
                    JUDGED
                        + JUDGED
                            .replace("It", "Vell")
                            .replace("\"standalone\": 0", "\"standalone\": 1"))));
    assertThat(data.judged()).hasSize(2);
    assertThat(data.judged().get(0).faithful()).isEqualTo(2.5);
    assertThat(data.judged().get(0).standalone()).isZero();
    // "It" stands for nothing here; with its name the claim stands alone.
    assertThat(PeopleAgreement.singleClaims(data.judged()).get(0))
        .isEqualTo(new PeopleAgreement.SingleClaimAgreement("standalone", 2, 1, 1, 1));
    Path wrong = file("wrong.jsonl", JUDGED + JUDGED.replace("\"atomic\": 1", "\"atomic\": 2"));
    assertThatThrownBy(() -> FeverFact.read(List.of(wrong)))
        .hasMessageContaining("wrong.jsonl:2: votes.a.atomic: expected a number from 0 to 1");
  }

  @Test
  void rows_that_nobody_judged_have_no_votes() throws IOException {
    String none = VOTES.replace("\"100\"", "null").replace("\"01\"", "null");
    FeverFact data =
        FeverFact.read(List.of(file("test.jsonl", SENTENCE), file("multi_metrics.jsonl", none)));
    assertThat(data.extractions().get(0).judged()).isFalse();
    assertThat(data.extractions().get(0).publishedFocus()).isPresent();
  }

  @Test
  void votes_and_claims_that_differ_in_number_are_named_with_their_line() throws IOException {
    Path file = file("matching.jsonl", GIVEN + GIVEN.replace("[1, 0, 0]", "[1, 0]"));
    assertThatThrownBy(() -> FeverFact.read(List.of(file)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file + ":2: focus: expected as many votes as there are generated claims (3), got 2");
    Path gold = file("gold.jsonl", GIVEN.replace("\"coverage\": [0, 1]", "\"coverage\": [0]"));
    assertThatThrownBy(() -> FeverFact.read(List.of(gold)))
        .hasMessage(
            gold + ":1: coverage: expected as many votes as there are gold claims (2), got 1");
    Path published = file("votes.jsonl", SENTENCE + VOTES.replace("\"100\"", "\"1001\""));
    assertThatThrownBy(() -> FeverFact.read(List.of(published)))
        .hasMessageContaining(":2: focus_annotation: expected as many votes")
        .hasMessageContaining("(3), got 4");
  }

  @Test
  void other_mistakes_are_named_too() throws IOException {
    Path alone = file("multi_metrics.jsonl", VOTES);
    assertThatThrownBy(() -> FeverFact.read(List.of(alone)))
        .hasMessage(
            alone
                + ":1: sentence_id 7 is in none of the files; give those with the gold claims"
                + " (feverfact/*.jsonl) too");
    Path two = file("two.jsonl", GIVEN.replace("[1, 0, 0]", "[1, 2, 0]"));
    assertThatThrownBy(() -> FeverFact.read(List.of(two)))
        .hasMessageContaining(":1: focus: expected votes of 0 and 1, got [1,2,0]");
    Path other = file("other.jsonl", "{\"sentence_id\": 7}");
    assertThatThrownBy(() -> FeverFact.read(List.of(other)))
        .hasMessageContaining(":1: expected a row of FEVERFact");
    Path changed = file("changed.jsonl", SENTENCE + SENTENCE.replace("of Aak.\"", "of Bee.\""));
    assertThatThrownBy(() -> FeverFact.read(List.of(changed)))
        .hasMessageContaining(":2: sentence_id 7 has another sentence or other gold claims at ");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }
}
