package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelContract;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.Prompts;
import dev.claimbench.model.RealParts;
import dev.claimbench.model.RealServer;
import dev.claimbench.model.Reply;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Ollama with SmolLM2, on a port and in a folder of its own. */
class OllamaModelTest extends ModelContract {
  @TempDir static Path folder;

  private RealServer ollama;
  private Model model;

  @BeforeAll
  void start() throws Exception {
    Path gguf = RealParts.smolLm2();
    String program = RealParts.ollama().toString();
    int port = RealServer.freePort();
    Map<String, String> environment =
        Map.of(
            "OLLAMA_HOST", "127.0.0.1:" + port,
            "OLLAMA_MODELS", folder.resolve("models").toString(),
            "HOME", folder.toString());
    ollama = RealServer.start(List.of(program, "serve"), environment, port, "/api/version", folder);
    // Ollama knows SmolLM2's chat template by the one in the GGUF.
    Path modelfile = Files.writeString(folder.resolve("Modelfile"), "FROM " + gguf + "\n");
    ProcessBuilder create =
        new ProcessBuilder(program, "create", "smollm2:135m", "-f", modelfile.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("create.log").toFile());
    create.environment().putAll(environment);
    Process creating = create.start();
    assertThat(creating.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(creating.exitValue()).isZero();
    model = open("smollm2:135m");
  }

  @AfterAll
  void stop() {
    if (model != null) {
      model.close();
    }
    if (ollama != null) {
      ollama.close();
    }
  }

  private Model open(String name) throws ModelException {
    return Models.open(
        ModelSpec.parse("ollama/" + name + "@" + ollama.address()),
        new ModelOptions(CONTEXT, 2, key -> null, ModelPaths.byPath()));
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public Counts counts(JsonNode raw) {
    return new Counts(
        raw.get("prompt_eval_count").asInt(),
        raw.get("eval_count").asInt(),
        Optional.of(raw.get("load_duration").asLong()),
        Optional.of(raw.get("prompt_eval_duration").asLong()),
        Optional.of(raw.get("eval_duration").asLong()));
  }

  @Test
  void a_verdict_comes_with_the_probabilities_of_all_three() throws Exception {
    Reply reply = model.ask(Prompts.verify("The bridge cost 30 million euros."), GREEDY);
    String verdict = JSON.readTree(reply.text()).get("verdict").asText();
    Map<String, Double> labels = reply.labels().orElseThrow();
    assertThat(labels).containsOnlyKeys("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
    assertThat(labels.get(verdict)).isGreaterThan(0);
    assertThat(model.ask(Prompts.extract(Prompts.NEWS), GREEDY).labels()).isEmpty();
  }

  @Test
  void the_server_tells_what_the_model_is() throws ModelException {
    ModelInfo info = model.info();
    assertThat(info.spec()).isEqualTo("ollama/smollm2:135m@" + ollama.address());
    assertThat(info.name()).isEqualTo("smollm2:135m");
    assertThat(info.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(info.quantization()).isEqualTo("Q4_1");
    assertThat(info.versions()).containsEntry("family", "llama").containsKey("ollama");
    assertThat(new OllamaServer(ollama.address()).models()).hasSize(1);
  }

  @Test
  void a_prompt_that_is_too_long_is_refused_not_cut() {
    assertThatThrownBy(() -> model.ask(Prompts.extract((Prompts.NEWS + " ").repeat(20)), GREEDY))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.TOO_LONG))
        .hasMessageContaining("the prompt for bridge-report has about")
        .hasMessageContaining("the context 512");
  }

  @Test
  void a_model_that_was_not_pulled_gets_the_command_that_pulls_it() {
    assertThatThrownBy(() -> open("smollm2"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.NO_MODEL))
        .hasMessageContaining("claimbench models pull ollama/smollm2")
        .hasMessageContaining("ollama pull smollm2")
        .hasMessageContaining("pulled are smollm2:135m");
  }

  @Test
  void a_server_that_is_not_running_gets_the_command_that_starts_it() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + RealServer.freePort());
    assertThatThrownBy(
            () ->
                Models.open(
                    ModelSpec.parse("ollama/qwen3:8b@" + nobody),
                    new ModelOptions(CONTEXT, 2, key -> null, ModelPaths.byPath())))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.CONNECTION))
        .hasMessageContaining("nothing answers at " + nobody)
        .hasMessageContaining("ollama serve");
  }
}
