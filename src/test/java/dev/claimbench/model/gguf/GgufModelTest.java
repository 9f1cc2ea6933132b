package dev.claimbench.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import dev.claimbench.model.GgufTalk;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelContract;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Prompts;
import dev.claimbench.model.RealParts;
import dev.claimbench.model.Think;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufModelTest extends ModelContract {
  private Model model;

  @BeforeAll
  void open() throws ModelException {
    model = open(RealParts.smolLm2());
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  private static Model open(Path file) throws ModelException {
    return Models.open(
        ModelSpec.parse("gguf/smollm2-135m"),
        new ModelOptions(CONTEXT, 2, name -> null, ModelPaths.at(file)));
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public Counts counts(JsonNode raw) {
    return new Counts(
        raw.get("prompt_tokens").asInt(),
        raw.get("answer_tokens").asInt(),
        Optional.of(raw.get("load_ns").asLong()),
        Optional.of(raw.get("prompt_ns").asLong()),
        Optional.of(raw.get("answer_ns").asLong()));
  }

  @Test
  void the_file_tells_what_it_is() {
    assertThat(model.info())
        .isEqualTo(
            new ModelInfo(
                "gguf/smollm2-135m",
                "gguf",
                "smollm2-135m-instruct-q4_1",
                "sha256:b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
                "Q4_1",
                CONTEXT,
                Map.of("de.kherud:llama", "4.2.0")));
  }

  @Test
  void a_prompt_longer_than_the_context_is_refused_before_asking_with_both_counts()
      throws ModelException {
    Prompt prompt = Prompts.extract((Prompts.NEWS + " ").repeat(20));
    int tokens = model.countTokens(prompt);

    long start = System.nanoTime();
    assertThatThrownBy(() -> model.ask(prompt, GREEDY))
        .hasMessageContaining("bridge-report")
        .hasMessageContaining(String.format("%,d tokens", tokens))
        .hasMessageContaining("context 512");
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    assertThat(tokens).isBetween(513, 2000);
  }

  @Test
  void the_same_question_has_the_same_answer_whatever_was_asked_before() throws Exception {
    // With llama.cpp's cache left to itself two of these change when they are asked again.
    assertEachAnswerStaysTheSame();
  }

  @Test
  void a_file_that_is_not_there_is_named(@TempDir Path folder) {
    assertThatThrownBy(() -> open(folder.resolve("none.gguf")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("there is no file " + folder.resolve("none.gguf"));
  }

  @Test
  void a_file_that_is_no_gguf_is_refused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("x.gguf"), "<html>not found</html>");
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("does not begin with GGUF");
  }

  @Test
  void a_file_that_was_cut_short_is_refused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cut.gguf");
    try (InputStream whole = Files.newInputStream(RealParts.smolLm2())) {
      Files.write(file, whole.readNBytes(5_000_000));
    }
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the file is not complete");
  }

  @Test
  void a_schema_that_has_no_grammar_is_refused_not_ignored() {
    Prompt asked = Prompts.verify("It cost 30 million euros.");
    Prompt prompt =
        new Prompt(
            asked.task(),
            asked.item(),
            asked.system(),
            asked.user(),
            "{\"type\":\"text\"}",
            asked.template(),
            asked.article(),
            asked.claim());
    assertThatThrownBy(() -> model.ask(prompt, GREEDY))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the schema of verify");
  }

  @Test
  void a_model_that_was_not_taught_to_think_is_not_told_to() {
    assertThatThrownBy(
            () ->
                model.ask(
                    Prompts.verify("It cost 30 million euros."),
                    GREEDY.withThink(Optional.of(Think.ON))))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.BAD_REQUEST))
        .hasMessageContaining("cannot be told to think");
  }

  @Test
  void what_is_thought_before_the_answer_is_counted_apart() throws Exception {
    String question = "Claim: The bridge is new. Answer: ";
    String example = "<think>It opened on Monday.</think>\n{\"verdict\":\"YES\"}\n";
    String schema =
        "{\"type\":\"object\",\"required\":[\"verdict\"],\"additionalProperties\":false,"
            + "\"properties\":{\"verdict\":{\"enum\":[\"YES\",\"NO\"]}}}";
    try (LlamaModel llama =
        new LlamaModel(
            new ModelParameters()
                .setModel(RealParts.smolLm2().toString())
                .setCtxSize(512)
                .setThreads(2)
                .disableLog())) {
      GgufGeneration.Completion written =
          new GgufGeneration(llama, System.nanoTime() + 60_000_000_000L, "gguf/x")
              .run(
                  // As chat templates do that write the beginning of thinking themselves.
                  new InferenceParameters(
                          (question + example).repeat(3) + question + "<think>It opened")
                      .setGrammar(GgufGrammar.afterThinking(schema))
                      .setNPredict(60)
                      .setTemperature(0));
      assertThat(written.text()).matches("(?s)[^<]+</think>\\s*\\{.*\"verdict\".*}");
      int thought = written.thought().orElseThrow().tokens();
      assertThat(thought).isBetween(3, written.tokens() - 4);
    }
  }

  @Test
  void nothing_is_printed_but_by_ourselves() throws Exception {
    Path file = RealParts.smolLm2();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      // What the jar's manifest says where it is started as such; Java warns of it otherwise.
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            GgufTalk.class.getName(),
            file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(printed.strip()).startsWith("{").endsWith("}").contains("\"verdict\"");
  }
}
