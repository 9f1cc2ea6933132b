package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.claimbench.model.GitLfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadFolderTest {
  private static final Path BROKEN = Path.of("src", "test", "resources", "djl", "broken");

  @TempDir Path folder;

  /** The files of a good folder, the graph as {@code model.onnx}. */
  private void copy(Path graph, String... others) throws IOException {
    Files.copy(graph, folder.resolve("model.onnx"));
    for (String name : others) {
      Files.copy(Tiny.COPYING.resolve(name), folder.resolve(name));
    }
  }

  private static final String[] REST = {"tokenizer.json", "config.json", "chat_template.jinja"};

  private String refusal() {
    ModelFolderException e =
        catchThrowableOfType(ModelFolderException.class, () -> Tiny.open(folder).close());
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
    return e.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-input.onnx, pixel_values",
    "no-cache.onnx, not a decoder with a cache",
    "missing-operator.onnx, QuantumMatMul",
    "small-vocabulary.onnx, 'scores for 100: they are not of the same model'"
  })
  void a_graph_that_cannot_be_used_is_refused_and_said_why(String graph, String why)
      throws IOException {
    copy(BROKEN.resolve(graph), REST);
    assertThat(refusal()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "tokenizer.json, there is no tokenizer.json",
    "config.json, there is no config.json",
    "chat_template.jinja, there is no chat template"
  })
  void a_file_that_is_missing_is_named(String file, String why) throws IOException {
    copy(Tiny.IN_PLACE.resolve("model.onnx"), REST);
    Files.delete(folder.resolve(file));
    assertThat(refusal()).contains(why);
  }

  @Test
  void weights_that_are_missing_are_named() throws IOException {
    copy(Tiny.COPYING.resolve("model.onnx"), REST);
    Files.copy(Tiny.COPYING.resolve("model.onnx_data"), folder.resolve("model.onnx_data"));
    assertThat(refusal()).contains("model.onnx_data_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.onnx", "model.onnx_data", "tokenizer.json", "config.json"})
  void a_file_that_git_did_not_fetch_is_said_to_be_one(String file) throws IOException {
    copy(Tiny.COPYING.resolve("model.onnx"), REST);
    for (String data : List.of("model.onnx_data", "model.onnx_data_1")) {
      Files.copy(Tiny.COPYING.resolve(data), folder.resolve(data));
    }
    Files.writeString(
        folder.resolve(file),
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
    assertThat(refusal()).isEqualTo(folder.resolve(file) + ": " + GitLfs.POINTER);
  }

  @Test
  void what_is_no_onnx_is_refused() throws IOException {
    copy(Path.of("pom.xml"), REST);
    assertThat(refusal()).contains("ONNX Runtime 1.23.2 does not load it");
  }

  @Test
  void a_tokenizer_that_is_none_is_refused() throws IOException {
    copy(Tiny.IN_PLACE.resolve("model.onnx"), "config.json", "chat_template.jinja");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThat(refusal()).contains("cannot be used as a tokenizer");
  }

  @Test
  void an_unknown_chat_template_is_refused() throws IOException {
    copy(Tiny.IN_PLACE.resolve("model.onnx"), "tokenizer.json", "config.json");
    Files.writeString(folder.resolve("chat_template.jinja"), "[INST] {{ messages }} [/INST]");
    assertThat(refusal()).contains("of no family known here");
  }

  @Test
  void one_of_several_graphs_has_to_be_named() throws Exception {
    copy(Tiny.IN_PLACE.resolve("model.onnx"), REST);
    Files.createDirectory(folder.resolve("onnx"));
    Path other = folder.resolve("onnx").resolve("model_q4.onnx");
    Files.copy(Tiny.IN_PLACE.resolve("model.onnx"), other);
    assertThat(refusal()).contains("there are 2 .onnx files; name one");

    DecoderFolder named = DecoderFolder.read(other);
    assertThat(named.graph()).isEqualTo(other);
    assertThat(named.folder()).isEqualTo(folder);
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    folder = folder.resolve("none");
    assertThat(refusal()).contains("there is no such folder");
  }
}
