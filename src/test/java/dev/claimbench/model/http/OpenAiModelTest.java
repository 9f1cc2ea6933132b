package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelContract;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.Prompts;
import dev.claimbench.model.RealParts;
import dev.claimbench.model.RealServer;
import dev.claimbench.model.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** llama.cpp's own OpenAI-compatible server with SmolLM2. */
class OpenAiModelTest extends ModelContract {
  @TempDir static Path folder;

  private RealServer llamaCpp;
  private Path gguf;
  private Model model;

  @BeforeAll
  void start() throws Exception {
    gguf = RealParts.smolLm2();
    int port = RealServer.freePort();
    llamaCpp =
        RealServer.start(
            List.of(
                RealParts.llamaCpp().toString(),
                gguf.toString(),
                String.valueOf(port),
                String.valueOf(CONTEXT)),
            Map.of(),
            port,
            "/health",
            folder);
    model = open(gguf.toString());
  }

  @AfterAll
  void stop() {
    if (model != null) {
      model.close();
    }
    if (llamaCpp != null) {
      llamaCpp.close();
    }
  }

  private Model open(String name) throws ModelException {
    return Models.open(
        ModelSpec.parse("openai/" + name + "@" + llamaCpp.address() + "/v1"),
        new ModelOptions(CONTEXT, 2, key -> null, ModelPaths.byPath()));
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public Counts counts(JsonNode raw) {
    return new Counts(
        raw.get("usage").get("prompt_tokens").asInt(),
        raw.get("usage").get("completion_tokens").asInt(),
        Optional.empty(),
        Optional.of(Math.round(raw.get("timings").get("prompt_ms").asDouble() * 1e6)),
        Optional.of(Math.round(raw.get("timings").get("predicted_ms").asDouble() * 1e6)));
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
  void the_server_tells_what_it_knows_of_the_model() {
    assertThat(model.info().name()).isEqualTo(gguf.toString());
    assertThat(model.info().context()).isEqualTo(CONTEXT);
    assertThat(model.info().quantization()).isEqualTo("Q4_1");
  }

  @Test
  void a_prompt_that_is_too_long_is_refused_with_both_counts() {
    assertThatThrownBy(() -> model.ask(Prompts.extract((Prompts.NEWS + " ").repeat(20)), GREEDY))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.TOO_LONG))
        .hasMessageContaining("512 tokens")
        .hasMessageMatching(".*\\([0-9]{3,4} tokens\\).*");
  }

  @Test
  void a_model_that_the_server_does_not_have_gets_the_names_that_it_has() {
    assertThatThrownBy(() -> open("qwen3-8b"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.NO_MODEL))
        .hasMessageContaining("it has " + gguf);
  }
}
