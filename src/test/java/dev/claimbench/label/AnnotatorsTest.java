package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anna and Bob label one article, blind to each other; then they are settled. */
class AnnotatorsTest {
  private static final String TEXT = "The bridge shut on Monday. 40 boats passed.";
  private static final Article BRIDGE =
      new Article("bridge", "river", "", "", Optional.empty(), TEXT);

  @TempDir Path dir;
  private LabelFiles anna;
  private LabelFiles bob;

  @BeforeEach
  void start() throws IOException {
    StringBuilder verify = new StringBuilder("version: 1\nstory: river\nclaims:\n");
    for (int i = 1; i <= 12; i++) {
      verify.append(
          """
            - id: v%02d   # %d
              text: "Claim %d."
              family: f1
              change: %s
              twin: %s
              verdicts:
                bridge: {label: SUPPORTED, evidence: ["The bridge shut"]}
          """
              .formatted(i, i, i, i == 1 ? null : "number", i == 1 ? null : "v01"));
    }
    Files.writeString(Files.createDirectories(dir.resolve("verify")).resolve("river.yaml"), verify);
    anna = files("anna");
    bob = files("bob");
  }

  private LabelFiles files(String name) {
    return new LabelFiles(new Annotator(dir, name), List.of(BRIDGE), Suggestions.none());
  }

  private static void judge(LabelFiles who, int claim, String verdict) throws Exception {
    ObjectNode asked = Json.PLAIN.createObjectNode().put("article", "bridge");
    asked.put("version", who.all().at("/stories/river/version").asText());
    asked.put("id", "v%02d".formatted(claim));
    asked.set("verdict", Json.PLAIN.readTree(verdict));
    assertThat(who.change("verdict", asked)).isTrue();
  }

  private static void supports(LabelFiles who, int claim) throws Exception {
    judge(who, claim, "{\"label\": \"SUPPORTED\", \"evidence\": [\"The bridge shut\"]}");
  }

  private static void isSilent(LabelFiles who, int claim) throws Exception {
    judge(who, claim, "{\"label\": \"NOT_ENOUGH_INFO\", \"why\": \"silent\"}");
  }

  private static void claim(LabelFiles who, String id, String text, String kind, String quote)
      throws Exception {
    ObjectNode asked = Json.PLAIN.createObjectNode().put("article", "bridge").put("id", id);
    asked.put("version", who.all().at("/articles/0/version").asText());
    asked.set(
        "claim",
        Json.PLAIN.readTree(
            """
            {"text": "%s", "quotes": ["%s"], "speaker": "", "kind": "%s", "quantity": null,
             "date": "", "hedge": "none", "weight": "must"}\
            """
                .formatted(text, quote, kind)));
    assertThat(who.change("claim", asked)).isTrue();
  }

  private Adjudication adjudication() {
    return new Adjudication(dir, "anna", "bob", List.of(BRIDGE));
  }

  private static void settle(Adjudication session, String key, int choice) throws Exception {
    ObjectNode asked = Json.PLAIN.createObjectNode().put("key", key).put("choice", choice);
    asked.put("version", session.all().path("version").asText());
    assertThat(session.change("settle", asked)).isTrue();
  }

  @Test
  void an_annotators_labels_are_a_gold_folder_of_their_own() throws Exception {
    supports(anna, 1);
    isSilent(anna, 2);
    claim(anna, "c01", "The bridge shut.", "event", "The bridge shut");
    assertThat(dir.resolve("annotators/anna/verify/river.yaml"))
        .hasContent(
            """
            version: 1
            story: river
            claims:
              - id: v01
                text: "Claim 1."
                family: "f1"
                verdicts:
                  bridge: {label: SUPPORTED, evidence: ["The bridge shut"]}
              - id: v02
                text: "Claim 2."
                family: "f1"
                verdicts:
                  bridge: {label: NOT_ENOUGH_INFO, why: "silent"}
            """);
    var read = GoldFolder.read(dir.resolve("annotators/anna"), dir, List.of(BRIDGE));
    assertThat(read.verdicts()).hasSize(2);
    assertThat(read.article("bridge").orElseThrow().claims()).hasSize(1);
    assertThat(dir.resolve("gold")).doesNotExist();
  }

  @Test
  void an_annotator_sees_neither_the_gold_nor_the_other() throws Exception {
    judge(anna, 1, "{\"label\": \"REFUTED\", \"evidence\": [\"40 boats\"], \"why\": \"annas\"}");
    claim(anna, "c01", "Annas claim.", "event", "40 boats");
    String seen = bob.all().toString();
    assertThat(seen)
        .contains("Claim 1.")
        .doesNotContain("SUPPORTED", "REFUTED", "annas", "Annas", "number", "twin");
  }

  @Test
  void a_verdict_is_taken_back_with_its_file() throws Exception {
    supports(anna, 1);
    anna.change("undo", Json.PLAIN.createObjectNode());
    assertThat(dir.resolve("annotators/anna/verify/river.yaml")).doesNotExist();
  }

  @Test
  void agreement_is_a_number_renewed_with_every_tenth_pair() throws Exception {
    for (int i = 1; i <= 9; i++) {
      supports(anna, i);
      supports(bob, i);
    }
    JsonNode early = bob.all().path("agreement").path(0);
    assertThat(early.toString()).isEqualTo("{\"with\":\"anna\",\"pairs\":9,\"step\":10}");
    isSilent(anna, 10);
    isSilent(bob, 10);
    // All ten the same.
    assertThat(bob.all().path("agreement").path(0).path("value").asText()).isEqualTo("1.000");
    isSilent(anna, 11);
    supports(bob, 11);
    JsonNode later = bob.all().path("agreement").path(0);
    assertThat(later.path("value").asText()).isEqualTo("1.000");
    assertThat(later.path("of").asInt()).isEqualTo(10);
    assertThat(later.path("pairs").asInt()).isEqualTo(11);
  }

  @Test
  void three_annotators_have_an_alpha() throws Exception {
    LabelFiles cleo = files("cleo");
    for (int i = 1; i <= 10; i++) {
      supports(anna, i);
      supports(bob, i);
      supports(cleo, i);
    }
    isSilent(cleo, 1);
    JsonNode all = files("cleo").all().path("agreement").path(2);
    assertThat(all.path("what").asText()).isEqualTo("alpha");
    // One of 30 labels differs: n = 30, same = 9·3 + 1 = 28, by chance 29·28 + 1·0 = 812;
    // (29·28 − 812) / (30·29 − 812) = 0.
    assertThat(all.path("value").asText()).isEqualTo("0.000");
  }

  @Test
  void a_name_that_is_a_path_is_refused() {
    for (String name : List.of("", "..", "a/b", ".hidden", "Anna B", "a".repeat(41))) {
      assertThatThrownBy(() -> new Annotator(dir, name))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("letters, digits");
    }
  }

  @Test
  void one_key_settles_a_verdict_and_the_votes_stay() throws Exception {
    supports(anna, 1);
    isSilent(bob, 1);
    supports(anna, 2);
    supports(bob, 2);
    Adjudication session = adjudication();
    JsonNode all = session.all();
    // On v02 both say what the gold says.
    assertThat(all.path("items")).hasSize(1);
    assertThat(all.at("/items/0/settled").asBoolean()).isFalse();
    settle(session, "river/v01@bridge", 2);
    String gold = Files.readString(dir.resolve("verify/river.yaml"));
    assertThat(gold)
        .contains(
            "bridge: {label: NOT_ENOUGH_INFO, why: \"silent\", votes: {anna: SUPPORTED, bob:"
                + " NOT_ENOUGH_INFO}}")
        .contains("- id: v01   # 1");
    assertThat(session.all().at("/items/0/settled").asBoolean()).isTrue();
    session.change("undo", Json.PLAIN.createObjectNode());
    assertThat(session.all().at("/items/0/settled").asBoolean()).isFalse();
  }

  @Test
  void a_third_label_has_to_be_founded_like_any() throws Exception {
    supports(anna, 1);
    isSilent(bob, 1);
    Adjudication session = adjudication();
    ObjectNode asked =
        Json.PLAIN.createObjectNode().put("key", "river/v01@bridge").put("choice", 3);
    asked.put("version", session.all().path("version").asText());
    asked.set(
        "verdict", Json.PLAIN.readTree("{\"label\": \"REFUTED\", \"evidence\": [\"40 boats\"]}"));
    assertThatThrownBy(() -> session.change("settle", asked)).hasMessageContaining(".why");
    asked.set(
        "verdict",
        Json.PLAIN.readTree(
            "{\"label\": \"REFUTED\", \"evidence\": [\"40 boats\"], \"why\": \"40\"}"));
    session.change("settle", asked);
    assertThat(Files.readString(dir.resolve("verify/river.yaml")))
        .contains("{label: REFUTED, evidence: [\"40 boats\"], why: \"40\", votes: {anna: ");
  }

  @Test
  void what_both_say_alike_is_taken_over_at_once_and_never_over_a_label() throws Exception {
    Path file = dir.resolve("verify/river.yaml");
    String open =
        Files.readString(file)
            .replace("[\"The bridge shut\"]}", "[\"The bridge shut\"], disputed: true}")
            .replaceFirst(", disputed: true", "");
    Files.writeString(file, open);
    for (int claim = 1; claim <= 3; claim++) {
      isSilent(anna, claim);
      isSilent(bob, claim);
    }
    Adjudication session = adjudication();
    JsonNode all = session.all();
    // The gold has a label for v01, against which both are; v02 and v03 are open.
    assertThat(all.path("agreed").asInt()).isEqualTo(2);
    assertThat(all.path("items")).hasSize(1);
    session.change(
        "agreed", Json.PLAIN.createObjectNode().put("version", all.path("version").asText()));
    String silent =
        "{label: NOT_ENOUGH_INFO, why: \"silent\", votes: {anna: NOT_ENOUGH_INFO, bob:"
            + " NOT_ENOUGH_INFO}}";
    assertThat(Files.readString(file).split(java.util.regex.Pattern.quote(silent), -1)).hasSize(3);
    assertThat(session.all().path("items")).hasSize(1);
    session.change("undo", Json.PLAIN.createObjectNode());
    assertThat(file).hasContent(open);
  }

  @Test
  void claims_are_paired_and_taken_from_one_of_them() throws Exception {
    claim(anna, "c01", "The bridge shut on Monday.", "event", "The bridge shut on Monday");
    claim(anna, "c02", "40 boats passed the bridge.", "event", "40 boats passed");
    claim(bob, "c01", "40 boats passed the bridge.", "statistic", "40 boats passed");
    claim(bob, "c02", "The bridge shut on Monday.", "event", "The bridge shut");
    claim(bob, "c03", "Nothing else was in the paper.", "opinion", "passed");
    Adjudication session = adjudication();
    JsonNode all = session.all();
    // The first claim is the same with both; the second differs in its kind, the third is Bob's.
    assertThat(all.path("agreed").asInt()).isEqualTo(1);
    assertThat(all.path("items")).hasSize(2);
    assertThat(all.at("/items/0/differ").toString()).isEqualTo("[\"kind\"]");
    settle(session, all.at("/items/0/key").asText(), 2);
    settle(session, all.at("/items/1/key").asText(), 3);
    ObjectNode agreed = Json.PLAIN.createObjectNode();
    agreed.put("version", session.all().path("version").asText());
    session.change("agreed", agreed);
    assertThat(dir.resolve("gold/bridge.yaml"))
        .hasContent(
            """
            version: 1
            article: bridge
            claims:
              - id: c01
                text: "40 boats passed the bridge."
                quotes: ["40 boats passed"]
                speaker: null
                kind: statistic
                quantity: null
                date: null
                hedge: none
                weight: must
                from: {anna: c02, bob: c01}
              - id: c02
                text: "The bridge shut on Monday."
                quotes: ["The bridge shut on Monday"]
                speaker: null
                kind: event
                quantity: null
                date: null
                hedge: none
                weight: must
                from: {anna: c01, bob: c02}
            left_out: ["bob/c03"]
            """);
    assertThat(session.all().path("agreed").asInt()).isZero();
    assertThat(session.all().path("items")).allMatch(i -> i.path("settled").asBoolean());
  }

  @Test
  void what_was_changed_since_is_not_settled() throws Exception {
    supports(anna, 1);
    isSilent(bob, 1);
    Adjudication session = adjudication();
    ObjectNode asked =
        Json.PLAIN.createObjectNode().put("key", "river/v01@bridge").put("choice", 1);
    asked.put("version", session.all().path("version").asText());
    supports(bob, 1);
    assertThatThrownBy(() -> session.change("settle", asked))
        .isInstanceOf(StaleFileException.class);
  }

  @Test
  void who_has_labelled_nothing_cannot_be_settled_with() throws Exception {
    supports(anna, 1);
    assertThatThrownBy(this::adjudication).hasMessageContaining("'bob' has labelled nothing yet");
    assertThatThrownBy(() -> new Adjudication(dir, "anna", "anna", List.of(BRIDGE)))
        .hasMessageContaining("'anna' twice");
  }
}
