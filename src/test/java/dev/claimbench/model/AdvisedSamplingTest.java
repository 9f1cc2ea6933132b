package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "hf.co/unsloth/gemma-3-270m-it-GGUF:Q4_K_M, 1.0 0.95 64",
    "deepseek-r1-distill-qwen-7b, 0.6 0.95 -",
    "accounts/fireworks/models/llama-v3p1-8b-instruct, 0.6 0.9 -",
    "meta-llama-3-1-8b, 0.6 0.9 -",
    "qwen3_8b, 0.6 0.95 20",
    "Qwen3-0.6B-Q4_K_M.gguf, 0.6 0.95 20",
    "models/qwen3/Qwen2.5-Coder-0.5B, 0.7 0.8 20",
    "mistral-small:24b, 0.15 1.0 -",
    "mistralai/Mistral-Small-24B-Instruct-2501, 0.15 1.0 -",
    "zai-org/GLM-5.2-FP8, 1.0 0.95 -",
    "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-FP8, 1.0 1.0 -",
    "my-qwen35-merge, unknown",
    "mistral-nemo, unknown",
    "kimi-audio, unknown",
    "moonshotai/Kimi-VL-A3B, unknown",
    "kimi-k2-5, unknown",
    "codellama-34b, unknown",
    "open-llama-3b-v2, unknown",
    "openllama3, unknown",
    "llama-4bit, unknown",
    "embeddinggemma-300m, unknown",
    "t5gemma-3, unknown",
    "qwen3/qwen3.5-9b, unknown",
    "Qwen2.5-VL-7B-Instruct, unknown",
    "qwen3-vl:8b, unknown",
    "mistral-small:22b, unknown",
    "Mistral-Small-Instruct-2409, unknown",
    "gpt-oss-safeguard:20b, unknown",
    "glm-5.25, unknown",
    "glm-4.7, unknown",
    "nvidia/Nemotron-4-340B-Instruct, unknown",
    "nemotron-3.5-lightning, unknown",
    "nvidia/nemotron-3-8b-chat-4k-sft, unknown",
    "smollm3:3b, unknown"
  })
  void family_and_version_are_read_and_neither_sizes_nor_parts_of_words(
      String name, String values) {
    assertThat(advised(name, Optional.empty())).isEqualTo(values);
  }

  @Test
  void qwen3_8_is_cooler_when_it_does_not_think() {
    assertThat(advised("Qwen/Qwen3.8-27B", Optional.of(Think.OFF))).isEqualTo("0.7 0.8 20");
    assertThat(advised("Qwen/Qwen3.8-27B", Optional.of(Think.ON))).isEqualTo("1.0 0.95 20");
  }
}
