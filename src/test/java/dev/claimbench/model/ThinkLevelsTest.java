package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A level is one that the model has, and changes how much it thinks. */
class ThinkLevelsTest {
  @ParameterizedTest
  @CsvSource({
    "openai/zai-org/GLM-5.2-FP8, low",
    "openai/glm-5.2, medium",
    "ollama/deepseek-v4-flash, low",
    "openai/mistralai/Mistral-Small-4-119B-2603, medium",
    "openai/mistral-small-2603, max",
    "openai/MiniMaxAI/MiniMax-M3, high",
    "openai/Qwen/Qwen3.8-27B, high",
    "ollama/qwen3.8:27b, none",
    "ollama/gpt-oss:20b, max"
  })
  void a_level_that_the_family_takes_for_another_is_refused(String spec, String word) {
    assertThatThrownBy(() -> ThinkLevels.require(spec, Think.named(word)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--think " + word + ": the family of " + spec);
  }

  @ParameterizedTest
  @CsvSource({
    "openai/zai-org/GLM-5.2-FP8, high",
    "openai/zai-org/GLM-5.2-FP8, on",
    "openai/glm-5.25, low",
    "ollama/deepseek-v4-flash, max",
    "openai/mistral-small-2603, none",
    "openai/mistral-small3.2:24b, low",
    "openai/MiniMaxAI/MiniMax-M3, off",
    "ollama/gpt-oss:20b, low",
    "openai/Qwen/Qwen3.8-27B, xhigh",
    "openai/Qwen/Qwen3-8B, high",
    "openai/own-model, deep",
    "openai/own-model@http://gpt-oss.example:8000/v1, deep",
    "openai/models/gpt-oss/qwen3-8b, deep",
    "openai/mygpt-osstrich, deep",
    "openai/glm-5.2b, low"
  })
  void others_are_passed_on(String spec, String word) {
    assertThatCode(() -> ThinkLevels.require(spec, Think.named(word))).doesNotThrowAnyException();
  }

  @Test
  void a_level_that_changes_nothing_is_noted() throws Exception {
    assertThat(notes(Map.of("high", 7, "unset", 7), "high"))
        .singleElement()
        .asString()
        .contains("told to think \"high\", it thought 7 tokens")
        .contains("as many as when nothing is told");
    assertThat(notes(Map.of("deep", 0, "unset", 0), "deep")).hasSize(1);
    assertThat(notes(Map.of("high", 90, "unset", 7), "high")).isEmpty();
    assertThat(notes(Map.of("on", 7, "unset", 7), "on")).isEmpty();
    assertThat(notes(Map.of("high", -1, "unset", -1), "high")).isEmpty();
  }

  private static List<String> notes(Map<String, Integer> tokens, String word) throws Exception {
    List<String> notes = new ArrayList<>();
    Model inner =
        new Model() {
          @Override
          public ModelInfo info() {
            return new ModelInfo("openai/own", "openai", "own", "", "", 0, Map.of());
          }

          @Override
          public Reply ask(Prompt prompt, Sampling sampling) {
            int thought = tokens.get(sampling.think().map(Think::word).orElse("unset"));
            return new Reply(
                    "{}",
                    "",
                    Reply.Stop.END,
                    90,
                    100,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    "")
                .withThought(Optional.of(new ThinkingUsage(thought, Duration.ZERO)));
          }

          @Override
          public void close() {}
        };
    try (SystemMessageGuard model = new SystemMessageGuard(inner, notes::add)) {
      Sampling sampling = Sampling.greedy(5000, Duration.ofSeconds(9)).withThink(Think.named(word));
      model.ask(Prompts.verify("The bridge is open."), sampling);
      model.ask(Prompts.verify("The bridge is shut."), sampling);
    }
    return notes;
  }
}
