package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentModelsTest {
  @TempDir Path dir;
  private ModelCache cache;
  private PresentModels models;

  @BeforeEach
  void setUp() {
    cache = new ModelCache(dir.resolve("models"));
    models = new PresentModels(new Catalogue(List.of(TestModel.from()), List.of()), cache);
  }

  /** As the converter leaves it. */
  private static Path converted(Path gguf, ModelCache cache) throws IOException {
    Path folder = Converter.folder(gguf, cache);
    TestModel.put(folder.resolve("conversion.json"), new byte[] {'{', '}'});
    return folder;
  }

  @Test
  void a_file_of_the_catalogue_and_what_was_made_of_it_are_found_by_its_name() throws IOException {
    Path gguf = dir.resolve("models/tiny.gguf");
    TestModel.put(gguf, TestModel.BYTES);
    Path folder = converted(gguf, cache);

    assertThat(models.file("tiny")).isEqualTo(gguf);
    assertThat(models.folder("tiny")).isEqualTo(folder);
  }

  @Test
  void so_are_paths() throws IOException {
    Path own = dir.resolve("own.gguf");
    TestModel.put(own, TestModel.BYTES);
    assertThat(models.file(own.toString())).isEqualTo(own);
    Path folder = converted(own, cache);
    assertThat(models.folder(own.toString())).isEqualTo(folder);
    assertThat(models.folder("models/onnx")).isEqualTo(Path.of("models/onnx"));
  }

  @Test
  void what_is_not_there_is_not_fetched() throws IOException {
    assertThatThrownBy(() -> models.file("tiny"))
        .isInstanceOf(UserError.class)
        .hasMessage("gguf/tiny: not downloaded; run `claimbench models pull tiny`");
    assertThatThrownBy(() -> models.folder("tiny"))
        .hasMessage("djl/tiny: not downloaded; run `claimbench models pull djl/tiny`");
    TestModel.put(dir.resolve("models/tiny.gguf"), TestModel.BYTES);
    assertThatThrownBy(() -> models.folder("tiny"))
        .hasMessage("djl/tiny: not converted yet; run `claimbench models pull djl/tiny`");
    assertThatThrownBy(() -> models.folder("tini"))
        .hasMessageStartingWith("unknown model 'tini'")
        .hasMessageContaining("nearest: tiny");
    try (Stream<Path> files = Files.list(dir.resolve("models"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsOnly("tiny.gguf", "tiny.gguf.sha256");
    }
  }
}
