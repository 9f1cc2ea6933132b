package dev.claimbench.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.report.Reports;
import dev.claimbench.report.RunReport;
import dev.claimbench.text.Json;
import org.junit.jupiter.api.Test;

/** The keys are an interface for scripts: what is pinned here changes with the version only. */
class ScoresJsonTest {
  private static JsonNode read(RunReport report) throws Exception {
    return Json.MAPPER.readTree(ScoresJson.toJson(report));
  }

  private static JsonNode figure(JsonNode root, String name) {
    for (JsonNode figure : root.get("figures")) {
      if (figure.get("name").asText().equals(name)) {
        return figure;
      }
    }
    throw new AssertionError("no figure " + name);
  }

  @Test
  void the_keys_are_these() throws Exception {
    JsonNode root = read(Reports.good("gguf/a"));
    assertThat(root.fieldNames())
        .toIterable()
        .containsSubsequence(
            "version",
            "model",
            "modelDigest",
            "goldHash",
            "promptHashes",
            "verdictsAsked",
            "verdictsInGold",
            "complete",
            "outcomes",
            "tokens",
            "figures",
            "confusion",
            "articles",
            "verdicts");
    assertThat(root.get("version").asInt()).isEqualTo(1);
    assertThat(root.at("/outcomes/verify/parsed").asInt()).isEqualTo(6);
    assertThat(root.at("/tokens/extract/prompt").asInt()).isEqualTo(1200);
  }

  @Test
  void a_figure_has_value_interval_n_and_its_parts() throws Exception {
    JsonNode precision = figure(read(Reports.good("gguf/a")), "extract.precision");
    // Two of three predictions agree.
    assertThat(precision.get("value").asDouble()).isEqualTo(2.0 / 3);
    assertThat(precision.get("n").asInt()).isEqualTo(3);
    assertThat(precision.get("parts")).hasSize(1);
    JsonNode accuracy = figure(read(Reports.good("gguf/a")), "verify.accuracy");
    // All three families right: the exact interval begins at the cube root of 0.025.
    assertThat(accuracy.get("low").asDouble()).isCloseTo(Math.cbrt(0.025), within(1e-9));
    assertThat(accuracy.get("high").asDouble()).isEqualTo(1);
  }

  @Test
  void what_is_not_scored_says_why_and_is_no_number() throws Exception {
    JsonNode accuracy = figure(read(Reports.troubled("gguf/a", true)), "verify.accuracy");
    assertThat(accuracy.has("value")).isFalse();
    assertThat(accuracy.get("unscored").asText())
        .isEqualTo("run is incomplete: 1 of 7 calls failed");
    assertThat(ScoresJson.toJson(Reports.troubled("gguf/a", true)))
        .doesNotContain("NaN")
        .doesNotContain("null");
  }

  @Test
  void every_claim_and_verdict_says_what_became_of_it() throws Exception {
    JsonNode root = read(Reports.troubled("gguf/a", false));
    assertThat(root.at("/articles/0/predicted").findValuesAsText("fate"))
        .containsExactly("FOUND", "FOUND", "MADE_UP");
    assertThat(root.at("/articles/0/missed/0").asText()).isEqualTo("g3");
    assertThat(root.at("/verdicts/0/outcome").asText()).isEqualTo("Invalid");
    assertThat(root.at("/verdicts/0/why").asText())
        .isEqualTo("/verdict expected SUPPORTED, got \"YES | NO\"");
    assertThat(root.at("/verdicts/0").has("predicted")).isFalse();
    assertThat(root.at("/verdicts/3/predicted").asText()).isEqualTo("REFUTED");
    assertThat(root.at("/verdicts/3/right").asBoolean()).isTrue();
  }

  @Test
  void nothing_that_a_clock_has_seen_is_in_it() {
    assertThat(ScoresJson.toJson(Reports.good("gguf/a")))
        .isEqualTo(ScoresJson.toJson(Reports.good("gguf/a")))
        .doesNotContain("2026-01-28")
        .doesNotContain("PT")
        .endsWith("}\n");
    assertThat(TimingsJson.toJson(Reports.good("gguf/a"))).contains("PT18S");
  }
}
