package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir Path dir;

  @Test
  void any_gguf_file_is_a_model() {
    Path own = dir.resolve("own.gguf");
    TestModel.put(own, TestModel.BYTES);
    assertThat(files(Map.of()).path(own.toString(), Progress.SILENT)).isEqualTo(own);
  }

  @Test
  void a_gguf_file_that_is_missing_a_folder_or_something_else_is_refused() {
    assertRefused(dir.resolve("none.gguf"), "there is no such file");
    TestModel.put(dir.resolve("folder.gguf/x"), new byte[1]);
    assertRefused(dir.resolve("folder.gguf"), "this is a folder");
    TestModel.put(dir.resolve("page.gguf"), new byte[] {'<', 'h', 't', 'm', 'l'});
    assertRefused(dir.resolve("page.gguf"), "starts with the letters GGUF");
    TestModel.put(
        dir.resolve("lfs.gguf"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
            .getBytes(StandardCharsets.US_ASCII));
    assertRefused(dir.resolve("lfs.gguf"), "a pointer of Git LFS and not the file itself");
  }

  @Test
  void an_endpoint_that_is_no_address_is_refused() {
    assertThatThrownBy(() -> files(Map.of("HF_ENDPOINT", "huggingface.co")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "HF_ENDPOINT: expected a base address such as https://huggingface.co, got"
                + " 'huggingface.co'");
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> files(Map.of()).path(file.toString(), Progress.SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": expected a GGUF file")
        .hasMessageContaining(why);
  }

  private ModelFiles files(Map<String, String> env) {
    return ModelFiles.standard(new CacheFolders(env, dir));
  }
}
