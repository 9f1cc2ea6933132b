package dev.claimbench.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arms written as two short lists, {@code grid: {models: […], prompts: […]}}: each model with each
 * prompt. Models come one after the other, so that a GPU never swaps weights back and forth.
 */
final class ArmGrid {
  private ArmGrid() {}

  /** All of them; the first of the prompts stands for the model off the shelf. */
  static List<Arm> arms(JsonNode grid) {
    List<Arm> arms = new ArrayList<>();
    for (JsonNode model : grid.get("models")) {
      Arm.Kind kind = Arm.Kind.OPEN;
      for (JsonNode prompts : grid.get("prompts")) {
        arms.add(
            new Arm(
                id(model.asText(), prompts.asText()),
                kind,
                Optional.of(model.asText()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(prompts.asText()),
                List.of(),
                grid.path("temperature").asDouble(0),
                List.of(),
                List.of()));
        kind = Arm.Kind.ADAPTED;
      }
    }
    return arms;
  }

  /** {@code ollama/qwen3:8b@http://gpu1:11434} with {@code prompts/plain}: qwen3-8b.plain. */
  private static String id(String model, String prompts) {
    return last(model.replaceFirst("@.*$", "").replaceFirst("\\.gguf$", "")) + "." + last(prompts);
  }

  private static String last(String path) {
    return path.replaceFirst("(?<!/)/++$", "")
        .replaceFirst("^.*/", "")
        .replaceAll("[^A-Za-z0-9.]+", "-")
        .replaceAll("^[-.]++|(?<![-.])[-.]++$", "");
  }
}
