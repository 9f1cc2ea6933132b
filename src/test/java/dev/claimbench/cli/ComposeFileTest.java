package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The compose file of docs/self-hosting.md, against the Compose Specification's own schema. */
class ComposeFileTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path FILE = Path.of("examples", "self-hosting", "compose.yaml");

  private static Schema schema() throws IOException {
    try (var in = ComposeFileTest.class.getResourceAsStream("/compose/compose_spec.json")) {
      // It names its dialect by an address that the dialect never had, and itself by draft 4's id.
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replaceFirst("\"\\$schema\": \"[^\"]+\",", "")
              .replaceAll("\"id\": \"(#[^\"]*|compose_spec\\.json)\",", "");
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09).getSchema(text);
    }
  }

  @Test
  void the_compose_file_is_one() throws IOException {
    assertThat(schema().validate(YAML.readTree(Files.readString(FILE)))).isEmpty();
  }

  @Test
  void the_schema_would_see_a_mistake() throws IOException {
    String text = Files.readString(FILE);
    assertThat(schema().validate(YAML.readTree(text.replace("healthcheck:", "healtcheck:"))))
        .isNotEmpty();
    assertThat(schema().validate(YAML.readTree(text.replace("retries: 5", "retries: often"))))
        .isNotEmpty();
  }

  @Test
  void both_servers_have_a_gpu_and_listen_on_this_machine_alone() throws IOException {
    JsonNode services = YAML.readTree(Files.readString(FILE)).get("services");
    assertThat(services.fieldNames()).toIterable().containsExactly("ollama", "vllm");
    for (JsonNode service : services) {
      assertThat(service.at("/ports/0").asText()).startsWith("127.0.0.1:");
      assertThat(service.at("/deploy/resources/reservations/devices/0/capabilities/0").asText())
          .isEqualTo("gpu");
    }
  }
}
