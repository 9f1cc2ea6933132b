package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extracted claims and answers that are none, as rows. */
class ClaimRowsTest {
  @TempDir Path dir;

  @Test
  void a_found_claim_stands_beside_its_gold() throws IOException {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.recorded("run");
    List<JsonNode> rows =
        rows(fixture.ask("report", fixture.path("run").toString(), "--format", "claims-jsonl"));
    assertThat(rows).hasSize(2);
    JsonNode ferry = rows.get(1);
    assertThat(ferry.get("fate").asText()).isEqualTo("FOUND");
    assertThat(ferry.get("claim").asText()).isEqualTo("Ida Brun said the ferry is free.");
    assertThat(ferry.get("speaker").asText()).isEqualTo("Ida Brun");
    assertThat(ferry.get("gold_id").asText()).isEqualTo("c01");
    assertThat(ferry.get("gold_text").asText()).isEqualTo("Ida Brun said that the ferry is free.");
    assertThat(ferry.get("similarity").asDouble()).isGreaterThan(0.5);
    assertThat(ferry.get("conflicts")).isEmpty();
    assertThat(ferry.get("quotes").get(0).asText()).isEqualTo("The ferry is free");
  }

  @Test
  void what_is_made_up_and_what_is_missed_are_rows_of_their_own() throws IOException {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("")
            .replace("The bridge shut on Monday.", "Boats pay 12 crowns.")
            .replace("\"value\":null,\"unit\":\"\"", "\"value\":12,\"unit\":\"crowns\"")
            .replace("\"bound\":\"none\"", "\"bound\":\"exactly\"")
            .replace("\"date\":\"\"", "\"date\":\"2026-03\""));
    fixture.recorded("run");
    List<JsonNode> rows =
        rows(fixture.ask("report", fixture.path("run").toString(), "--format", "claims-jsonl"));
    assertThat(rows.get(0).get("fate").asText()).isEqualTo("MADE_UP");
    assertThat(rows.get(0).has("gold_id")).isFalse();
    assertThat(rows.get(0).get("quantity_low").asDouble()).isEqualTo(12);
    assertThat(rows.get(0).get("quantity_unit").asText()).isEqualTo("crowns");
    assertThat(rows.get(0).get("date").asText()).isEqualTo("2026-03");
    assertThat(rows.get(1).get("fate").asText()).isEqualTo("MISSED");
    assertThat(rows.get(1).get("gold_text").asText()).isEqualTo("The bridge shut on 2 March 2026.");
    assertThat(rows.get(1).has("claim")).isFalse();
  }

  @Test
  void no_answer_has_no_predicted_verdict_but_says_why() throws IOException {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("").replace("\"verdict\":\"REFUTED\"", "\"v\":1"));
    fixture.recorded("run");
    List<JsonNode> rows =
        rows(fixture.ask("report", fixture.path("run").toString(), "--format", "verdicts-jsonl"));
    JsonNode invalid =
        rows.stream()
            .filter(r -> r.get("id").asText().equals("river/v02@bridge"))
            .findFirst()
            .orElseThrow();
    assertThat(invalid.has("predicted")).isFalse();
    assertThat(invalid.get("outcome").asText()).isEqualTo("Invalid");
    assertThat(invalid.get("why_not").asText()).isNotEmpty();
    assertThat(invalid.get("change").asText()).isEqualTo("DATE");
    assertThat(invalid.get("twin").asText()).isEqualTo("v01");
  }

  @Test
  void the_gold_has_its_claims_too() throws IOException {
    List<JsonNode> rows =
        rows(
            new CommandLineFixture(dir)
                .ask("corpus", "rows", "--format", "claims-jsonl", "--texts"));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).get("article_id").asText()).isEqualTo("ferry");
    assertThat(rows.get(1).get("weight").asText()).isEqualTo("MUST");
    assertThat(rows.get(1).get("kind").asText()).isEqualTo("STATEMENT");
    assertThat(rows.get(1).get("article").asText()).isEqualTo("The ferry is free, said Ida Brun.");
  }

  private static List<JsonNode> rows(CommandLineFixture.Done done) throws IOException {
    assertThat(done.err()).isEmpty();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : done.out().lines().toList()) {
      rows.add(Json.MAPPER.readTree(line));
    }
    return rows;
  }
}
