package dev.claimbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.ModelInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorModelTest {
  private static ModelInfo model(String spec, String digest, int context, String version) {
    return new ModelInfo(
        spec, "openai", "x", digest, "Q4_0", context, Map.of("server", version));
  }

  @Test
  void the_same_model_at_another_address_is_the_same() {
    assertThat(
            ExecutorModel.differences(
                model("openai/x@http://a:1/v1", "d", 100, "1"),
                model("openai/x@http://b:2/v1", "d", 100, "1")))
        .isEmpty();
  }

  @Test
  void other_weights_and_settings_are_named() {
    assertThat(
            ExecutorModel.differences(
                model("openai/x", "d", 100, "1"), model("openai/x", "e", 200, "2")))
        .containsExactly(
            "digest: expected d, got e",
            "context: expected 100, got 200",
            "versions: expected {server=1}, got {server=2}");
  }
}
