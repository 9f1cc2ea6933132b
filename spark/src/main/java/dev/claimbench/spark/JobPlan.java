package dev.claimbench.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Think;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a job asks: the options of {@code claimbench run} as a file.
 *
 * @param concurrency calls in flight at a time, of all executors together
 * @param tries most tries a call
 */
record JobPlan(Experiment experiment, int concurrency, int tries) {
  private static final int CONCURRENCY = 16;

  /**
   * Reads a plan.
   *
   * @param where its name in errors
   * @param run the run folder
   * @throws UserError with the first thing that is wrong
   */
  static JobPlan parse(String where, String text, Path run) {
    JsonNode tree = YamlFiles.parse(where, text, "plan-1.schema.json");
    ModelSpec model = ModelSpec.parse(tree.get("model").asText());
    if (model.runtime().location() != ModelRuntime.Location.SERVER) {
      throw new UserError(
          where
              + ": model: expected one that a server has (ollama/, openai/), got "
              + model.text());
    }
    List<String> endpoints = YamlFiles.strings(tree.path("endpoints"));
    ModelAccess access =
        new ModelAccess(
            tree.path("context").asInt(ModelAccess.CONTEXT),
            seconds(tree, "timeout", ModelAccess.TIMEOUT),
            ModelAccess.standard().stall(),
            YamlFiles.text(tree, "revision"),
            endpoints);
    AskingMethod method =
        new AskingMethod(
            tree.path("temperature").asDouble(0),
            false,
            tree.path("seed").asInt(AskingMethod.SEED),
            tree.path("repeats").asInt(1),
            YamlFiles.text(tree, "think").flatMap(Think::ofFile),
            List.of(),
            List.of());
    return new JobPlan(
        new Experiment(model, inputs(tree), method, access, false, run),
        tree.path("concurrency").asInt(CONCURRENCY * (1 + endpoints.size())),
        tree.path("tries").asInt(3));
  }

  private static Inputs inputs(JsonNode tree) {
    List<String> tasks = YamlFiles.strings(tree.path("tasks"));
    return new Inputs(
        YamlFiles.text(tree, "seeds").map(Path::of),
        Optional.empty(),
        YamlFiles.text(tree, "gold").map(Path::of),
        YamlFiles.text(tree, "prompts").map(Path::of),
        tasks.isEmpty() ? Tasks.usual() : tasks,
        tree.path("verdicts").isNumber()
            ? YamlFiles.integer(tree, "verdicts")
            : Optional.of(Inputs.EVERY),
        YamlFiles.integer(tree, "limit"));
  }

  private static Duration seconds(JsonNode tree, String key, Duration otherwise) {
    return YamlFiles.integer(tree, key).map(Duration::ofSeconds).orElse(otherwise);
  }
}
