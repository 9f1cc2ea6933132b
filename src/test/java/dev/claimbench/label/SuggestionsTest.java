package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models say, to those who label and against what is labelled. */
class SuggestionsTest {
  private static final Article BRIDGE =
      new Article("bridge", "river", "", "", Optional.empty(), "The bridge shut on Monday.");
  private static final String VERIFY =
      """
      version: 1
      story: river
      claims:
        - id: v01
          text: "The bridge shut."
          family: f1
          verdicts:
            bridge: {label: SUPPORTED, evidence: ["The bridge shut"]}
      """;

  @TempDir Path dir;

  private LabelFiles files(Suggestions suggestions) throws IOException {
    Files.writeString(Files.createDirectories(dir.resolve("verify")).resolve("river.yaml"), VERIFY);
    return new LabelFiles(dir, List.of(BRIDGE), suggestions, List.of());
  }

  private static ModelLabels model(String name, Verdict... labels) {
    Map<String, ModelLabels.ModelLabel> verdicts = new java.util.HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      verdicts.put(
          "river/v%02d@bridge".formatted(i + 1),
          new ModelLabels.ModelLabel(labels[i], Optional.of("shut on Monday")));
    }
    Claim claim =
        new Claim(
            "p01",
            "The bridge shut.",
            List.of("The bridge shut"),
            Optional.empty(),
            Kind.EVENT,
            Optional.empty(),
            Optional.empty(),
            Hedge.NONE);
    return new ModelLabels(name, verdicts, Map.of("bridge", List.of(claim)));
  }

  private static ObjectNode about(LabelFiles files, String id) {
    ObjectNode asked = Json.PLAIN.createObjectNode().put("article", "bridge").put("id", id);
    return asked.put("version", files.all().at("/stories/river/version").asText());
  }

  private String silent(LabelFiles files) throws Exception {
    ObjectNode asked = about(files, "v01");
    asked.putObject("verdict").put("label", "NOT_ENOUGH_INFO").put("why", "silent");
    files.change("verdict", asked);
    return Files.readString(dir.resolve("verify/river.yaml"));
  }

  @Test
  void nothing_is_shown_that_nobody_asked_for() throws Exception {
    LabelFiles files = files(Suggestions.of(model("m", Verdict.REFUTED)));
    assertThat(files.all().path("suggested").toString())
        .isEqualTo("{\"model\":\"m\",\"verdicts\":{},\"claims\":{}}");
    assertThat(silent(files)).doesNotContain("suggested");
    assertThat(files(Suggestions.none()).all().has("suggested")).isFalse();
  }

  @Test
  void a_label_made_where_one_was_shown_is_marked_and_stays_marked() throws Exception {
    LabelFiles files = files(Suggestions.of(model("m", Verdict.REFUTED)));
    files.change("suggest", about(files, "v01"));
    assertThat(files.all().at("/suggested/verdicts").path("river/v01@bridge").toString())
        .isEqualTo("{\"label\":\"REFUTED\",\"quote\":\"shut on Monday\"}");
    String marked = "{label: NOT_ENOUGH_INFO, why: \"silent\", suggested: true}";
    assertThat(silent(files)).contains(marked);
    LabelFiles later = new LabelFiles(dir, List.of(BRIDGE), Suggestions.none(), List.of());
    assertThat(silent(later)).contains(marked);
  }

  @Test
  void so_is_a_claim() throws Exception {
    LabelFiles files = files(Suggestions.of(model("m")));
    files.change("suggest", about(files, ""));
    assertThat(files.all().at("/suggested/claims/bridge/0/text").asText())
        .isEqualTo("The bridge shut.");
    ObjectNode asked = Json.PLAIN.createObjectNode().put("article", "bridge").put("id", "c01");
    asked.put("version", files.all().at("/articles/0/version").asText());
    asked.set(
        "claim",
        Json.PLAIN.readTree(
            """
            {"text": "It shut.", "quotes": ["shut"], "kind": "event", "hedge": "none", "weight": "must"}\
            """));
    files.change("claim", asked);
    assertThat(Files.readString(dir.resolve("gold/bridge.yaml")))
        .endsWith("    weight: must\n    suggested: true\n");
  }

  @Test
  void without_a_run_there_is_nothing_to_ask_for() throws Exception {
    LabelFiles files = files(Suggestions.none());
    assertThatThrownBy(() -> files.change("suggest", about(files, "v01")))
        .hasMessageContaining("--suggest RUN");
  }

  private static GoldVerdict gold(int claim, Verdict label, boolean disputed) {
    CheckClaim check =
        new CheckClaim(
            "river",
            "v%02d".formatted(claim),
            "Claim " + claim,
            "f1",
            Optional.empty(),
            Optional.empty());
    return new GoldVerdict(check, "bridge", label, false, List.of(), "why", disputed);
  }

  @Test
  void doubt_is_where_more_models_agree_against_the_gold_than_with_it() {
    Verdict s = Verdict.SUPPORTED;
    Verdict r = Verdict.REFUTED;
    Verdict n = Verdict.NOT_ENOUGH_INFO;
    List<GoldVerdict> gold =
        List.of(
            gold(1, s, false),
            gold(2, s, false),
            gold(3, s, false),
            gold(4, s, true),
            gold(5, s, false));
    List<ModelLabels> runs =
        List.of(
            // v01: two against one. v02: three against one. v03: two against one. v04 is disputed.
            // v05: as many with the gold as against it.
            model("a", r, n, s, r, r),
            model("b", r, n, n, r, r),
            model("c", s, n, r, r, s),
            model("d", n, s, r, r, s));
    List<SuspectLabel> doubts = SuspectLabel.find(gold, runs, 2);
    assertThat(doubts).extracting(d -> d.gold().claim().id()).containsExactly("v02", "v01", "v03");
    assertThat(doubts.get(0).label()).isEqualTo(n);
    assertThat(doubts.get(0).models()).containsExactly("a", "b", "c");
    assertThat(doubts.get(0).withGold()).containsExactly("d");
    assertThat(doubts.get(0).toText())
        .isEqualToNormalizingNewlines(
            """
            river/v02@bridge: Claim 2
              gold SUPPORTED; NOT_ENOUGH_INFO: a, b, c; as the gold: d
              (why)
            """);
    assertThat(SuspectLabel.find(gold, runs, 3)).hasSize(1);
  }
}
