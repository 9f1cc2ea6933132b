package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelContract;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.OrtFirst;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Prompts;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.model.http.OllamaRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What needs no real model: asked of a small one with random weights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class DjlModelTest {
  private static final Path TINY = Path.of("src", "test", "resources", "djl", "in-place");
  private static final int CONTEXT = 800;

  private Model model;

  @BeforeAll
  public void open() throws ModelException {
    model = open(TINY);
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  public static Model open(Path folder) throws ModelException {
    return Models.open(
        ModelSpec.parse("djl/" + folder),
        new ModelOptions(CONTEXT, 1, name -> null, ModelPaths.at(folder)));
  }

  @Test
  void the_folder_tells_what_it_is() {
    assertThat(model.info().runtime()).isEqualTo("djl");
    assertThat(model.info().name()).isEqualTo("in-place");
    assertThat(model.info().digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(model.info().context()).isEqualTo(CONTEXT);
    assertThat(model.info().versions())
        .containsEntry("ai.djl", "0.38.0")
        .containsEntry("onnxruntime", "1.23.2")
        .containsEntry("decoding", "2");
  }

  @Test
  void a_prompt_longer_than_the_context_is_refused_before_asking_with_both_counts()
      throws ModelException {
    Prompt prompt = Prompts.extract((Prompts.NEWS + " ").repeat(20));
    int tokens = model.countTokens(prompt);
    assertThat(tokens).isGreaterThan(CONTEXT);

    assertThatThrownBy(() -> model.ask(prompt, ModelContract.GREEDY))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.TOO_LONG))
        .hasMessageContaining(String.format("%,d tokens", tokens))
        .hasMessageContaining("context 800");
  }

  @Test
  void an_answer_ends_where_the_context_does() throws ModelException {
    Prompt prompt = Prompts.verify((Prompts.NEWS + " ").repeat(3), "It was cheap.");
    int room = CONTEXT - model.countTokens(prompt);
    assertThat(room).isBetween(1, 600);

    Reply reply = model.ask(prompt, Sampling.greedy(5_000, Duration.ofMinutes(1)));

    assertThat(reply.answerTokens()).isLessThanOrEqualTo(room);
  }

  @Test
  void a_model_without_a_switch_for_thinking_is_not_told_to_think() {
    Prompt prompt = Prompts.verify("It was cheap.");
    assertThatThrownBy(
            () -> model.ask(prompt, ModelContract.GREEDY.withThink(Optional.of(Think.ON))))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.BAD_REQUEST))
        .hasMessageContaining("cannot be told to think: its chat template has no thinking");
  }

  @Test
  void something_else_may_have_started_onnx_runtime_before() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OrtFirst.class.getName(),
                TINY.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo("answered");
  }

  @Test
  void a_model_is_looked_for_without_loading_it(@TempDir Path folder) throws Exception {
    ModelOptions options = new ModelOptions(CONTEXT, 1, name -> null, ModelPaths.at(folder));
    ModelSpec spec = ModelSpec.parse("djl/" + folder);
    assertThatThrownBy(() -> spec.runtime().find(spec, options))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("there is no .onnx file");
    for (String name : new String[] {"tokenizer.json", "config.json", "chat_template.jinja"}) {
      Files.copy(TINY.resolve(name), folder.resolve(name));
    }
    // No graph: it could not be loaded.
    Files.createFile(folder.resolve("model.onnx"));
    assertThat(spec.runtime().find(spec, options)).contains(folder);
    assertThat(new OllamaRuntime().find(ModelSpec.parse("ollama/qwen3:8b"), options)).isEmpty();
  }

  @Test
  void a_closed_model_says_so() throws ModelException {
    Model closed = open(TINY);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.ask(Prompts.verify("It was cheap."), ModelContract.GREEDY))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is closed");
  }
}
