package dev.claimbench.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.report.Reports;
import dev.claimbench.report.RunReport;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EveryEvalEverTest {
  private static final RunReport RUN = Reports.good("gguf/small");

  /** The schema is the one in the published package of that version. */
  private static List<Error> violations(String json) throws IOException {
    try (InputStream in =
        EveryEvalEverTest.class.getResourceAsStream("/every-eval-ever-0.3.0.schema.json")) {
      String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(schema)
          .validate(json, InputFormat.JSON);
    }
  }

  @Test
  void a_run_is_a_record_of_the_published_schema() throws IOException {
    String json = EveryEvalEver.toJson(RUN);
    assertThat(violations(json)).isEmpty();
    assertThat(violations(json.replace("\"lower_is_better\"", "\"lower\""))).isNotEmpty();
    assertThat(violations(EveryEvalEver.toJson(Reports.withoutGold("gguf/small")))).isEmpty();
    assertThat(EveryEvalEver.toJson(RUN)).isEqualTo(json);
  }

  @Test
  void a_figure_has_its_value_its_interval_and_its_direction() throws IOException {
    JsonNode record = Json.MAPPER.readTree(EveryEvalEver.toJson(RUN));
    assertThat(record.path("evaluation_id").asText()).isEqualTo("claimbench/gguf/small/1769595300");
    assertThat(record.at("/model_info/additional_details/digest").asText())
        .isEqualTo("sha256:ab12");
    JsonNode recall = result(record, "extract.recall");
    // Two of three gold claims are found.
    assertThat(recall.at("/score_details/score").asDouble()).isEqualTo(2 / 3.0);
    assertThat(recall.at("/metric_config/lower_is_better").asBoolean()).isFalse();
    assertThat(recall.at("/metric_config/max_score").asInt()).isEqualTo(1);
    JsonNode madeUp = result(record, "extract.madeUp");
    assertThat(madeUp.at("/metric_config/lower_is_better").asBoolean()).isTrue();
  }

  private static JsonNode result(JsonNode record, String figure) {
    for (JsonNode result : record.path("evaluation_results")) {
      if (result.path("evaluation_result_id").asText().equals(figure)) {
        return result;
      }
    }
    throw new AssertionError("no " + figure);
  }
}
