package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the makers of a model advise, from their model cards. */
class AdvisedSamplingTest {
  private static String advised(String name, Optional<Think> think) {
    Sampling base =
        new Sampling(0, Optional.empty(), Optional.empty(), 7, 100, Duration.ofSeconds(5), think);
    return Families.advised(name, base)
        .map(
            s ->
                s.temperature()
                    + " "
                    + s.topP().orElse(0.0)
                    + " "
                    + s.topK().map(String::valueOf).orElse("-"))
        .orElse("unknown");
  }

  @Test
  void a_family_is_known_by_its_name_whatever_the_server_calls_it() {
    assertThat(advised("qwen2.5:7b", Optional.empty())).isEqualTo("0.7 0.8 20");
    assertThat(advised("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", Optional.empty()))
        .isEqualTo("0.6 0.95 -");
    assertThat(advised("meta-llama/Llama-4-Scout-17B-16E-Instruct", Optional.empty()))
        .isEqualTo("0.6 0.9 -");
    assertThat(advised("magistral:24b", Optional.empty())).isEqualTo("0.7 0.95 -");
    assertThat(advised("moonshotai/Kimi-K2-Thinking", Optional.empty())).isEqualTo("1.0 1.0 -");
    assertThat(advised("moonshotai/Kimi-K2-Instruct", Optional.empty())).isEqualTo("0.6 1.0 -");
    assertThat(advised("phi4", Optional.empty())).isEqualTo("unknown");
  }

  @Test
  void qwen3_is_warmer_when_it_does_not_think() {
    assertThat(advised("qwen3:8b", Optional.empty())).isEqualTo("0.6 0.95 20");
    assertThat(advised("Qwen/Qwen3-8B", Optional.of(Think.ON))).isEqualTo("0.6 0.95 20");
    assertThat(advised("qwen3:8b", Optional.of(Think.OFF))).isEqualTo("0.7 0.8 20");
    assertThat(advised("qwen3:30b-instruct", Optional.empty())).isEqualTo("0.7 0.8 20");
  }

  @Test
  void another_version_of_a_known_family_has_no_advice() {
    for (String name :
        new String[] {
          "qwen3.5:4b-q4_K_M",
          "Qwen/Qwen3.6-35B-A3B",
          "Qwen/Qwen3-VL-8B-Thinking",
          "llama2:7b",
          "codellama:13b",
          "nvidia/Llama-3.3-Nemotron-Super-49B",
          "mistral-nemo:12b",
          "moonshotai/Kimi-K2.5",
          "kimi-k3",
          "mistral-small-2603",
          "mistralai/Mistral-Small-4-119B-2603",
          "gemma4:e2b",
          "google/gemma-4-31B-it"
        }) {
      assertThat(advised(name, Optional.empty())).as(name).isEqualTo("unknown");
    }
    assertThat(advised("Qwen/Qwen3.8-27B", Optional.empty())).isEqualTo("1.0 0.95 20");
    assertThat(advised("deepseek-ai/DeepSeek-V4-Pro", Optional.empty())).isEqualTo("1.0 1.0 -");
    assertThat(advised("llama3.1:8b", Optional.empty())).isEqualTo("0.6 0.9 -");
    assertThat(advised("gemma3:270m", Optional.empty())).isEqualTo("1.0 0.95 64");
    assertThat(advised("google/gemma-3n-E2B-it", Optional.empty())).isEqualTo("1.0 0.95 64");
    assertThat(advised("mistral-small3.2:24b", Optional.empty())).isEqualTo("0.15 1.0 -");
    assertThat(advised("moonshotai/Kimi-K2-Instruct-0905", Optional.empty()))
        .isEqualTo("0.6 1.0 -");
  }
}
