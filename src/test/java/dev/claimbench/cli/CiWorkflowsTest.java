package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas are those that check-jsonschema 0.39.0 ships (SchemaStore, GitLab). */
class CiWorkflowsTest {
  private static java.util.List<com.networknt.schema.Error> errors(String yaml, String schema)
      throws IOException {
    try (var in = CiWorkflowsTest.class.getResourceAsStream("/ci/" + schema)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String json = new YAMLMapper().readTree(yaml).toString();
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(text)
          .validate(json, InputFormat.JSON);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "docs/ci/github-gate.yml, github-workflows.json",
    "docs/ci/gitlab-gate.yml, gitlab-ci.json"
  })
  void the_workflows_are_as_their_schemas_say(Path file, String schema) throws IOException {
    assertThat(errors(Files.readString(file), schema)).isEmpty();
  }

  @Test
  void the_schemas_do_refuse_something() throws IOException {
    assertThat(errors("on: push\njobs: {a: {runs-on: x, stepz: []}}", "github-workflows.json"))
        .isNotEmpty();
    assertThat(errors("gate: {scrpt: [x]}", "gitlab-ci.json")).isNotEmpty();
  }
}
