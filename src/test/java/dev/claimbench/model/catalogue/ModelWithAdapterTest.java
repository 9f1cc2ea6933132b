package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWithAdapterTest {
  @TempDir private Path dir;

  private Path adapter(String... files) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("adapter"));
    for (String file : files) {
      Files.writeString(folder.resolve(file), "{}");
    }
    return folder;
  }

  @Test
  void a_name_has_its_base_before_the_plus_and_the_folder_behind_it() throws IOException {
    Path folder = adapter("adapter_config.json", "adapter_model.safetensors");
    assertThat(ModelWithAdapter.parse("smollm2-135m+" + folder))
        .contains(new ModelWithAdapter("smollm2-135m", folder));
    assertThat(ModelWithAdapter.parse("own.gguf+" + folder + "/"))
        .contains(new ModelWithAdapter("own.gguf", folder));
    assertThat(ModelWithAdapter.parse("smollm2-135m")).isEmpty();
  }

  @Test
  void a_path_that_is_there_is_a_path_whatever_is_in_it() throws IOException {
    Path file = Files.writeString(dir.resolve("a+b.gguf"), "GGUF");
    assertThat(ModelWithAdapter.parse(file.toString())).isEmpty();
  }

  @Test
  void a_folder_without_an_adapter_is_said_with_what_is_missing() throws IOException {
    assertFails("smollm2-135m+" + dir.resolve("none"), "but there is no such folder");
    assertFails("smollm2-135m+" + adapter(), "but there is no adapter_config.json in it");
    assertFails(
        "smollm2-135m+" + adapter("adapter_config.json"),
        "but there is no adapter_model.safetensors in it");
    assertFails("smollm2-135m+", "smollm2-135m+: expected a model, + and the folder of an adapter");
    assertFails("+adapter", "+adapter: expected a model, +");
  }

  private static void assertFails(String model, String why) {
    assertThatThrownBy(() -> ModelWithAdapter.parse(model))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why);
  }
}
