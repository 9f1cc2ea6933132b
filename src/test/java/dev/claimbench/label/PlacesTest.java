package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of version 2: the page shows words, the files keep places. */
class PlacesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TEXT = "🌊 Boats shut the port. Boats left.";
  private static final Article PORT = new Article("port", "sea", "", "", Optional.empty(), TEXT);

  @TempDir Path dir;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        Files.createDirectories(dir.resolve("gold")).resolve("port.yaml"),
        """
        version: 2
        article: port
        article_sha256: %s
        weights: guide
        claims:
          - id: c01
            text: "Boats left."
            quotes: [{start: 23, length: 5, hash: "%s"}]   # the second ones
            speaker: null
            kind: event
            quantity: null
            date: null
            hedge: none
            weight: must
        """
            .formatted(Sha256.sha256(TEXT), hash("Boats")));
    Files.writeString(
        Files.createDirectories(dir.resolve("verify")).resolve("sea.yaml"),
        """
        version: 2
        story: sea
        claims:
          - id: v01
            text: "The port is shut."
            family: f1
            change: null
            twin: null
            verdicts:
              port: {label: NOT_ENOUGH_INFO, why: "silent"}
        """);
  }

  private static String hash(String words) {
    return Sha256.sha256(words).substring(0, 8);
  }

  private LabelFiles gold() {
    return new LabelFiles(dir, List.of(PORT), Suggestions.none(), List.of());
  }

  private LabelFiles annotator(String name) {
    return new LabelFiles(new Annotator(dir, name), List.of(PORT), Suggestions.none());
  }

  private static void claim(LabelFiles files, String id, String quote) throws Exception {
    ObjectNode asked = JSON.createObjectNode().put("article", "port").put("id", id);
    asked.put("version", files.all().at("/articles/0/version").asText());
    asked.set(
        "claim",
        JSON.readTree(
            """
            {"text": "Boats went away.", "quotes": ["%s"], "speaker": "", "kind": "event",
             "quantity": null, "date": "", "hedge": "none", "weight": "must"}\
            """
                .formatted(quote)));
    files.change("claim", asked);
  }

  private static void judge(LabelFiles files, String verdict) throws Exception {
    ObjectNode asked = JSON.createObjectNode().put("article", "port").put("id", "v01");
    asked.put("version", files.all().at("/stories/sea/version").asText());
    asked.set("verdict", JSON.readTree(verdict));
    files.change("verdict", asked);
  }

  @Test
  void a_page_gets_words_and_what_it_sends_is_kept_as_places() throws Exception {
    LabelFiles files = gold();
    assertThat(files.all().at("/articles/0/claims/0/quotes/0").asText()).isEqualTo("Boats");
    claim(files, "c02", "shut the port");
    judge(files, "{\"label\": \"SUPPORTED\", \"evidence\": [\"shut the port\"]}");
    String place = "[{start: 8, length: 13, hash: \"" + hash("shut the port") + "\"}]";
    assertThat(Files.readString(dir.resolve("gold/port.yaml"))).contains("quotes: " + place);
    assertThat(Files.readString(dir.resolve("verify/sea.yaml"))).contains("evidence: " + place);
    assertThat(files.all().at("/stories/sea/claims/0/verdicts/port/evidence/0").asText())
        .isEqualTo("shut the port");
    assertThat(GoldFolder.read(dir, dir, List.of(PORT)).articles().get(0).claims()).hasSize(2);
  }

  @Test
  void words_that_stand_twice_keep_the_place_they_had_and_have_none_to_begin_with()
      throws Exception {
    claim(gold(), "c01", "Boats");
    assertThat(Files.readString(dir.resolve("gold/port.yaml")))
        .contains("text: \"Boats went away.\"")
        .contains("{start: 23, length: 5, hash: \"" + hash("Boats") + "\"}]   # the second ones");
    assertThatThrownBy(() -> judge(gold(), "{\"label\": \"SUPPORTED\", \"evidence\": [\"Boats\"]}"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the passage stands in the article port more than once: \"Boats\"; select a longer"
                + " passage");
  }

  @Test
  void annotators_files_hold_no_words_either_and_are_settled_into_places() throws Exception {
    for (String name : List.of("anna", "bob")) {
      LabelFiles own = annotator(name);
      claim(own, "c01", "shut the port");
      judge(own, "{\"label\": \"SUPPORTED\", \"evidence\": [\"Boats shut\"]}");
      String claims = Files.readString(dir.resolve("annotators/" + name + "/gold/port.yaml"));
      String verdicts = Files.readString(dir.resolve("annotators/" + name + "/verify/sea.yaml"));
      assertThat(claims).contains("version: 2", "start: 8").doesNotContain("shut the port");
      assertThat(verdicts).contains("version: 2", "start: 2").doesNotContain("Boats shut");
      assertThat(own.all().at("/articles/0/claims/0/quotes/0").asText()).isEqualTo("shut the port");
    }
    judge(
        annotator("bob"),
        "{\"label\": \"REFUTED\", \"evidence\": [\"Boats left\"], \"why\": \"x\"}");
    Adjudication settled = new Adjudication(dir, "anna", "bob", List.of(PORT));
    ObjectNode asked =
        JSON.createObjectNode().put("version", settled.all().path("version").asText());
    asked.put("key", "sea/v01@port").put("choice", 1);
    settled.change("settle", asked);
    settled.change(
        "agreed", JSON.createObjectNode().put("version", settled.all().path("version").asText()));
    assertThat(Files.readString(dir.resolve("verify/sea.yaml")))
        .contains("evidence: [{start: 2, length: 10, hash: \"" + hash("Boats shut") + "\"}]");
    assertThat(Files.readString(dir.resolve("gold/port.yaml"))).contains("start: 8, length: 13");
    assertThat(GoldFolder.read(dir, dir, List.of(PORT)).articles().get(0).claims()).hasSize(2);
  }
}
