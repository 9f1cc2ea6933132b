package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.NearestNames;
import dev.claimbench.text.UserError;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSpecTest {
  @Test
  void names_of_all_runtimes_are_read() {
    assertSpec("gguf/qwen2.5-coder-0.5b", "gguf", "qwen2.5-coder-0.5b", "");
    assertSpec("gguf//srv/m.gguf", "gguf", "/srv/m.gguf", "");
    assertSpec("./models/my@v2.gguf", "gguf", "./models/my@v2.gguf", "");
    assertSpec("djl/smollm2-135m", "djl", "smollm2-135m", "");
    assertSpec("djl-nli/models/x", "djl-nli", "models/x", "");
    assertSpec("ollama/qwen3:8b", "ollama", "qwen3:8b", "");
    assertSpec("ollama/qwen3:8b@http://gpu1:11434/", "ollama", "qwen3:8b", "http://gpu1:11434");
    assertSpec(
        "openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1",
        "openai",
        "Qwen/Qwen3-8B",
        "http://127.0.0.1:8000/v1");
    assertSpec("replay/runs/a b/", "replay", "runs/a b", "");
  }

  /**
   * @param endpoint empty for none
   */
  private static void assertSpec(String text, String runtime, String model, String endpoint) {
    ModelSpec spec = ModelSpec.parse(text);
    assertThat(spec.runtime().name()).isEqualTo(runtime);
    assertThat(spec.model()).isEqualTo(model);
    assertThat(spec.endpoint().map(URI::toString).orElse("")).isEqualTo(endpoint);
  }

  @Test
  void an_address_that_is_named_is_never_another_ones() {
    ModelSpec named = ModelSpec.parse("ollama/x@http://127.0.0.1:11434/");
    assertThat(named).hasToString("ollama/x@http://127.0.0.1:11434");
    assertThat(named.address(variable -> "gpu1")).hasToString("http://127.0.0.1:11434");
    assertThat(ModelSpec.parse("ollama/x").address(variable -> "gpu1"))
        .hasToString("http://gpu1:11434");
    assertThat(ModelSpec.parse("ollama/x").address(variable -> null))
        .hasToString("http://127.0.0.1:11434");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gguf/qwen2.5-coder-0.5b",
        "gguf//srv/m.gguf",
        "djl/models/smollm2",
        "djl-nli//srv/nli",
        "ollama/hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M",
        "ollama/qwen3:8b@https://gpu1:11434",
        "openai/Qwen/Qwen3-8B@http://[::1]:8000/v1",
        "replay/runs/x"
      })
  void a_name_read_and_written_is_the_same(String text) {
    assertThat(ModelSpec.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gguf/http://me:s3cret@h/x.gguf",
        "http://me:s3cret@h/x.gguf",
        "https://s3cret@h/v1",
        "djl/https://me:s3cret@h/x",
        "djl-nli/https://me:s3cret@h/x",
        "replay/http://me:s3cret@h/x"
      })
  void an_address_in_the_place_of_a_path_is_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> ModelSpec.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("got an address")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void an_unknown_runtime_gets_the_nearest() {
    assertThatThrownBy(() -> ModelSpec.parse("olama/qwen3:8b"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unknown runtime 'olama'")
        .hasMessageContaining("did you mean ollama?");
    assertThatThrownBy(() -> ModelSpec.parse("qwen3:8b"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("gguf, djl, djl-nli, ollama, openai, replay")
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void a_server_without_an_address_is_told_how() {
    assertThatThrownBy(() -> ModelSpec.parse("openai/Qwen/Qwen3-8B"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1");
    assertThatThrownBy(() -> ModelSpec.parse("ollama/")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ModelSpec.parse("ollama/@http://gpu1")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ModelSpec.parse("ollama/x@ftp://gpu1")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ModelSpec.parse("ollama/x@http://")).isInstanceOf(UserError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ollama/x@http://me:s3cret@gpu1:11434",
        "ollama/x@http://s3cret@gpu1:11434",
        "ollama/x@me:s3cret@gpu1:11434",
        "openai/x@https://gpu1/v1?key=s3cret",
        "openai/x@https://gpu1/v1#s3cret",
        "openai/x@https://me:s3cret@gpu 1/v1",
        "me:s3cret@gpu1"
      })
  void credentials_are_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> ModelSpec.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void nearest_names_are_few_and_near() {
    assertThat(NearestNames.find("smolm2-135m", List.of("qwen2.5-coder-0.5b", "smollm2-135m")))
        .containsExactly("smollm2-135m");
    assertThat(NearestNames.find("qwen", List.of("qwen2.5-coder-0.5b", "smollm2-135m")))
        .containsExactly("qwen2.5-coder-0.5b");
    assertThat(NearestNames.find("zzzz", List.of("qwen2.5-coder-0.5b", "smollm2-135m"))).isEmpty();
  }
}
