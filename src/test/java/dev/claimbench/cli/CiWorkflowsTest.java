package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas are those that check-jsonschema 0.39.0 ships (SchemaStore, GitLab). */
class CiWorkflowsTest {
  private static List<com.networknt.schema.Error> errors(String yaml, String schema)
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
    ".github/workflows/build.yml, github-workflows.json",
    ".github/workflows/release.yml, github-workflows.json",
    "docs/ci/github-gate.yml, github-workflows.json",
    "docs/ci/github-gpu-gate.yml, github-workflows.json",
    "action.yml, github-actions.json",
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
    assertThat(errors("name: x\nruns: {using: composite, stepz: []}", "github-actions.json"))
        .isNotEmpty();
  }

  /** A tag can be moved to other code, a commit cannot. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".github/workflows/build.yml",
        ".github/workflows/release.yml",
        "docs/ci/github-gate.yml",
        "action.yml"
      })
  void actions_of_others_are_named_by_their_commit(Path file) throws IOException {
    List<String> used = new YAMLMapper().readTree(Files.readString(file)).findValuesAsText("uses");
    assertThat(used).isNotEmpty().allMatch(name -> name.matches("[\\w./-]+@[0-9a-f]{40}"));
  }

  /** What GitHub puts into a script's text is executed as part of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".github/workflows/build.yml",
        ".github/workflows/release.yml",
        "docs/ci/github-gate.yml",
        "docs/ci/github-gpu-gate.yml",
        "action.yml"
      })
  void no_script_has_an_expression_in_it(Path file) throws IOException {
    List<String> scripts =
        new YAMLMapper().readTree(Files.readString(file)).findValuesAsText("run");
    assertThat(scripts).allMatch(script -> !script.contains("${{"));
  }

  @Test
  void the_action_hands_every_input_to_its_script() throws IOException {
    JsonNode action = new YAMLMapper().readTree(Path.of("action.yml").toFile());
    String script = Files.readString(Path.of("tools/gate-action"));
    Set<String> handed = new TreeSet<>();
    for (JsonNode step : action.at("/runs/steps")) {
      step.path("env")
          .properties()
          .forEach(
              e -> {
                assertThat(script).contains("${" + e.getKey());
                handed.add(e.getValue().asText().replaceAll("\\$\\{\\{ inputs\\.(\\S+) }}", "$1"));
              });
    }
    Set<String> inputs = new TreeSet<>();
    action.path("inputs").fieldNames().forEachRemaining(inputs::add);
    assertThat(handed).isEqualTo(inputs);
  }
}
