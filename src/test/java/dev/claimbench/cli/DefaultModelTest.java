package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultModelTest {
  private final List<String> notes = new ArrayList<>();

  @Test
  void it_is_the_faster_runtime_where_the_file_can_be_converted() {
    assertThat(DefaultModel.find(Path::of, notes::add).text()).isEqualTo("djl/qwen2.5-coder-0.5b");
    assertThat(notes).containsExactly("djl/qwen2.5-coder-0.5b: qwen2.5-coder-0.5b");
  }

  @Test
  void without_python_it_is_the_other_one_and_says_why() {
    assertThat(
            DefaultModel.find(
                    name -> {
                      throw new UserError("python3 cannot be started: Python 3.11 is needed");
                    },
                    notes::add)
                .text())
        .isEqualTo("gguf/qwen2.5-coder-0.5b");
    assertThat(notes)
        .containsExactly(
            "python3 cannot be started: Python 3.11 is needed",
            "taking gguf/qwen2.5-coder-0.5b instead: the same file, without Python, at half the"
                + " speed");
  }
}
