package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadEncoderTest {
  private static final Path GOOD = Path.of("src", "test", "resources", "djl-nli", "words");

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String name : new String[] {"model.onnx", "tokenizer.json", "config.json"}) {
      Files.copy(GOOD.resolve(name), folder.resolve(name));
    }
  }

  private String refusal() {
    ModelFolderException e =
        catchThrowableOfType(
            ModelFolderException.class,
            () -> new CrossEncoder(EncoderFolder.read(folder), 512, 1).close());
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
    return e.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "model.onnx, there is no .onnx file",
    "tokenizer.json, there is no tokenizer.json",
    "config.json, there is no config.json"
  })
  void a_file_that_is_missing_is_named(String file, String why) throws IOException {
    Files.delete(folder.resolve(file));
    assertThat(refusal()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\", \"2\": \"LABEL_2\"}}",
        "{\"id2label\": {\"0\": \"entailment\"}}",
        "{\"id2label\": {\"0\": \"entailment\", \"1\": \"supported\", \"2\": \"neutral\"}}",
        "{\"id2label\": {\"0\": \"neutral\", \"1\": \"contradiction\"}}"
      })
  void labels_that_do_not_say_what_the_scores_mean_are_refused(String config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    assertThat(refusal()).contains("config.json: expected id2label to name two or three scores");
  }

  @Test
  void another_number_of_labels_than_scores_is_refused() throws IOException {
    Files.copy(
        GOOD.resolveSibling("two").resolve("model.onnx"),
        folder.resolve("model.onnx"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(refusal()).contains("expected logits of [batch, 3]").contains("got [-1, 2]");
  }

  @Test
  void a_decoder_is_told_where_it_belongs() throws IOException {
    Files.copy(
        Tiny.IN_PLACE.resolve("model.onnx"),
        folder.resolve("model.onnx"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(refusal()).contains("not a cross-encoder").contains("runs as djl/");
  }

  @Test
  void what_is_no_onnx_or_no_tokenizer_is_refused() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThat(refusal()).contains("cannot be used as a tokenizer");
    Files.writeString(folder.resolve("model.onnx"), "<html>");
    assertThat(refusal()).contains("ONNX Runtime 1.23.2 does not load it");
  }

  @Test
  void a_tokenizer_of_another_model_is_said_when_it_is_opened() throws IOException {
    Files.copy(
        GOOD.resolveSibling("random").resolve("model.onnx"),
        folder.resolve("model.onnx"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"version\":\"1.0\",\"model\":{\"type\":\"WordLevel\","
            + "\"vocab\":{\"[UNK]\":99},\"unk_token\":\"[UNK]\"},\"pre_tokenizer\":{\"type\":\"Whitespace\"}}");
    assertThat(refusal()).contains("the graph loads but does not run");
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    folder = folder.resolve("none");
    assertThat(refusal()).contains("there is no such folder").contains("djl-nli/");
  }
}
