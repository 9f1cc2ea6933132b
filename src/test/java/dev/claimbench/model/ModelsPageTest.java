package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/models.md says what is sent, and nothing is sent that it does not say. */
class ModelsPageTest {
  /**
   * A model of a row.
   *
   * @param row the bold name in its first cell
   */
  private record Example(String row, String model, boolean thinks) {}

  private static final List<Example> ADVISED =
      List.of(
          new Example("Qwen2.5", "Qwen/Qwen2.5-7B-Instruct", false),
          new Example("Qwen3", "qwen3:8b", true),
          new Example("Qwen3", "qwen3:8b", false),
          new Example("Qwen3.8", "Qwen/Qwen3.8-32B", true),
          new Example("Qwen3.8", "Qwen/Qwen3.8-32B", false),
          new Example("DeepSeek-R1", "deepseek-r1:14b", true),
          new Example("DeepSeek V4", "deepseek-ai/DeepSeek-V4-Pro", true),
          new Example("Kimi", "moonshotai/Kimi-K2-Instruct", false),
          new Example("Kimi", "moonshotai/Kimi-K2-Thinking", true),
          new Example("GLM-5.2", "zai-org/GLM-5.2", true),
          new Example("Nemotron 3", "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", true),
          new Example("Llama 3, Llama 4", "llama3.1:8b", false),
          new Example("gpt-oss", "openai/gpt-oss-20b", true),
          new Example("Gemma 3", "gemma3:4b", false),
          new Example("Gemma 3", "gemma-3n-E4B-it", false),
          new Example("Mistral", "mistral-small3.1", false),
          new Example("Mistral", "mistral-small:24b", false),
          new Example("Mistral", "magistral:24b", true),
          new Example("SmolLM2", "smollm2-135m", false));

  private static final Map<String, String> WITH_LEVELS =
      Map.of(
          "GLM-5.2", "zai-org/GLM-5.2",
          "DeepSeek V4", "deepseek-ai/DeepSeek-V4-Pro",
          "Qwen3.8", "Qwen/Qwen3.8-32B",
          "Mistral Small 4", "mistralai/Mistral-Small-4-119B",
          "MiniMax-M3", "MiniMaxAI/MiniMax-M3",
          "gpt-oss", "openai/gpt-oss-20b");

  /** All that the page's rows say of a family, by the bold name in the first of them. */
  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    String family = "";
    for (String line : Files.readAllLines(Path.of("docs/models.md"))) {
      if (line.startsWith("| **")) {
        family = line.substring(4, line.indexOf("**", 4));
      } else if (!line.startsWith("| | |")) {
        family = "";
      }
      if (!family.isEmpty()) {
        rows.merge(family, line, String::concat);
      }
    }
    return rows;
  }

  @Test
  void the_sampling_of_every_family_stands_on_the_page() throws IOException {
    Map<String, String> rows = rows();
    for (Example example : ADVISED) {
      Sampling base =
          Sampling.greedy(100, Duration.ofSeconds(1))
              .withThink(Optional.of(example.thinks() ? Think.ON : Think.OFF));
      Sampling advised = Families.advised(example.model(), base).orElseThrow();
      String said =
          String.format(
                  Locale.ROOT, "%s, top-p %s", advised.temperature(), advised.topP().orElseThrow())
              + advised.topK().map(k -> ", top-k " + k).orElse("");
      assertThat(rows.get(example.row())).as(example.toString()).contains(said);
    }
    assertThat(Families.known())
        .allSatisfy(
            family -> assertThat(ADVISED).anyMatch(example -> family.matches(example.model())));
    rows.forEach(
        (row, text) ->
            assertThat(ADVISED.stream().anyMatch(example -> example.row().equals(row)))
                .as(row)
                .isEqualTo(text.contains("`--sampling family` is")));
  }

  @Test
  void the_levels_of_every_family_stand_on_the_page() throws IOException {
    Map<String, String> rows = rows();
    WITH_LEVELS.forEach(
        (row, model) -> {
          List<String> words =
              ThinkLevels.known().entrySet().stream()
                  .filter(known -> known.getKey().matches(model))
                  .findFirst()
                  .orElseThrow()
                  .getValue();
          assertThat(words)
              .allSatisfy(word -> assertThat(rows.get(row)).containsPattern("\\b" + word + "\\b"));
        });
    assertThat(ThinkLevels.known().keySet())
        .allSatisfy(family -> assertThat(WITH_LEVELS.values()).anyMatch(family::matches));
  }
}
