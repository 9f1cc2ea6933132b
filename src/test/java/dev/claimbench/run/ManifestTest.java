package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest names what was asked, and tells when something else would be. */
class ManifestTest {
  @TempDir private Path folder;

  private static Manifest manifest(RunPlan plan, ModelInfo model) {
    return plan.manifest(model, "0.1.0", Map.of("os", "x"), "2026-03-02T10:00:00Z");
  }

  private static ModelInfo model(String digest, int context) {
    ModelInfo m = StandInModel.INFO;
    return new ModelInfo(
        m.spec(), m.runtime(), m.name(), digest, m.quantization(), context, m.versions());
  }

  @Test
  void what_is_written_is_read_back() {
    Manifest manifest = manifest(Given.plan(3), StandInModel.INFO);
    manifest.write(folder.resolve("run"));
    assertThat(Manifest.read(folder.resolve("run"))).isEqualTo(manifest);
    assertThat(Manifest.find(folder)).isEmpty();
    assertThat(folder.resolve("run").toFile().list()).containsExactly("manifest.json");
  }

  @Test
  void a_manifest_of_before_gold_had_a_version_has_none() throws java.io.IOException {
    Manifest manifest = manifest(Given.plan(3), StandInModel.INFO);
    manifest.write(folder);
    Path file = folder.resolve(Manifest.FILE);
    Files.writeString(
        file, Files.readString(file).replaceAll(" *\"goldVersion\" : \"[^\"]*\",\n", ""));
    assertThat(Files.readString(file)).doesNotContain("goldVersion");
    assertThat(Manifest.read(folder).goldVersion()).isEmpty();
  }

  @Test
  void it_says_of_how_many_articles_claims_are_taken_where_not_of_all() throws java.io.IOException {
    Manifest all = manifest(Given.plan(3), StandInModel.INFO);
    Manifest two = manifest(Given.plan(3).extracting(2), StandInModel.INFO);
    two.write(folder);
    assertThat(Manifest.read(folder)).isEqualTo(two);
    assertThat(Json.pretty(two)).contains("\"extracted\" : 2,");
    assertThat(Json.pretty(all)).doesNotContain("extracted");
    assertThat(all.articlesExtracted()).isEqualTo(3);
    assertThat(two.articlesExtracted()).isEqualTo(2);
    assertThat(two.differences(all))
        .containsExactly("articles that claims are taken from (2 of 3 → 3 of 3)");
    Path file = folder.resolve(Manifest.FILE);
    Files.writeString(
        file, Files.readString(file).replace("\"extracted\" : 2", "\"extracted\" : 4"));
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": not a manifest (extracted: expected 0 to 3, got 4)");
  }

  @Test
  void time_and_machine_make_no_difference() {
    Manifest manifest = manifest(Given.plan(3), StandInModel.INFO);
    Manifest elsewhere =
        Given.plan(3).manifest(StandInModel.INFO, "0.2.0", Map.of("os", "y"), "2027-01-01");
    assertThat(manifest.differences(elsewhere)).isEmpty();
  }

  @Test
  void what_changes_answers_is_named() {
    Manifest manifest = manifest(Given.plan(3), StandInModel.INFO);
    assertThat(manifest.differences(manifest(Given.plan(3), model("sha256:1", 4096))))
        .containsExactly("model digest (sha256:0 → sha256:1)", "context (8192 → 4096)");
    assertThat(manifest.differences(manifest(Given.plan(4), StandInModel.INFO)))
        .containsExactly("articles");
    Sampling warm =
        new Sampling(
            0.5, Optional.empty(), Optional.empty(), 0, 1, Duration.ofSeconds(5), Optional.empty());
    assertThat(manifest.differences(manifest(Given.plan(3).withSampling(warm), StandInModel.INFO)))
        .containsExactly("sampling");
  }

  @Test
  void thinking_is_written_as_servers_have_it_and_read_again() throws Exception {
    for (Think think : Think.known()) {
      Sampling sampling =
          new Sampling(
              0,
              Optional.empty(),
              Optional.empty(),
              0,
              1,
              Duration.ofSeconds(5),
              Optional.of(think));
      String json = Json.MAPPER.writeValueAsString(sampling);
      // Manifests from before there were levels have true and false.
      String written =
          switch (think.word()) {
            case "off" -> "false";
            case "on" -> "true";
            default -> '"' + think.word() + '"';
          };
      assertThat(json).endsWith("\"think\":" + written + "}");
      assertThat(Json.MAPPER.readValue(json, Sampling.class)).isEqualTo(sampling);
    }
    assertThatThrownBy(() -> Json.MAPPER.readValue("\"a lot\"", Think.class))
        .hasMessageContaining("expected true, false or a level, got a lot");
  }

  @Test
  void more_patience_makes_no_difference() {
    Sampling patient = Sampling.greedy(1, Duration.ofSeconds(500));
    assertThat(
            manifest(Given.plan(3), StandInModel.INFO)
                .differences(manifest(Given.plan(3).withSampling(patient), StandInModel.INFO)))
        .isEmpty();
  }

  @Test
  void another_model_or_other_verdicts_are_named() {
    ModelInfo other = new ModelInfo("ollama/x", "ollama", "x", "sha256:0", "Q4", 8192, Map.of());
    Manifest manifest = manifest(Given.plan(1), StandInModel.INFO);
    assertThat(manifest.differences(manifest(Given.plan(1), other)))
        .containsExactly("model (openai/stand-in@http://127.0.0.1:1/v1 → ollama/x)");
  }

  @Test
  void what_is_no_manifest_is_the_users_mistake() throws Exception {
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(folder + ": not a run; expected a folder with manifest.json, as `run` writes");
    Path file = folder.resolve("manifest.json");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": not a manifest (");
    Files.writeString(file, "{\"version\": 9}");
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": version 9, this Claimbench reads 1");
    Files.writeString(file, "null");
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": not a manifest (empty)");
  }

  @Test
  void the_key_of_a_call_follows_all_that_decides_its_answer() {
    String key = Given.calls(1).get(0).key();
    assertThat(Given.calls(2).get(0).key()).isEqualTo(key);
    assertThat(Given.calls(2).get(1).key()).isNotEqualTo(key);
    Given.plan(1)
        .calls(model("sha256:1", 8192))
        .forEach(c -> assertThat(c.key()).isNotEqualTo(key));
    Given.plan(1)
        .calls(model("sha256:0", 4096))
        .forEach(c -> assertThat(c.key()).isNotEqualTo(key));
    Given.plan(1)
        .withSampling(Sampling.greedy(1, Duration.ofSeconds(99)))
        .calls(StandInModel.INFO)
        .forEach(c -> assertThat(c.key()).as("patience changes nothing").isEqualTo(key));
  }
}
