package dev.claimbench.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.Think;
import dev.claimbench.run.Inputs;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.strategy.Adaptation;
import dev.claimbench.strategy.SelfConsistency;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a study's file; everything that can be wrong with it is found before a model is asked. */
public final class StudyReader {
  private final String where;
  private final JsonNode tree;

  private StudyReader(String where, JsonNode tree) {
    this.where = where;
    this.tree = tree;
  }

  /** Reads a file such as {@code eval/studies/self-hosting.yaml}. */
  public static Study read(Path file) {
    return parse(file.toString(), TextFiles.read(file));
  }

  /**
   * Reads text.
   *
   * @throws UserError with the first thing that is wrong
   */
  public static Study parse(String where, String text) {
    JsonNode tree = YamlFiles.parse(where, text, "study-1.schema.json");
    return new StudyReader(where, tree).study();
  }

  private Study study() {
    List<Arm> arms = new ArrayList<>();
    if (tree.has("grid")) {
      arms.addAll(grid(tree.get("grid")));
    }
    tree.path("arms").forEach(node -> arms.add(arm(node)));
    Set<String> ids = new LinkedHashSet<>();
    for (Arm arm : arms) {
      if (!ids.add(arm.id())) {
        throw wrong("two arms are named '" + arm.id() + "'; list one of them singly, with an id");
      }
    }
    arms.forEach(arm -> requireSeeds(arm, arms, ids));
    List<String> measures = YamlFiles.strings(tree.get("measures"));
    measures.forEach(this::known);
    String baseline = known(ids, tree.get("baseline").asText(), "baseline");
    return new Study(
        where,
        tree.get("title").asText(),
        inputs(),
        tree.path("repeats").asInt(1),
        settings(),
        arms,
        baseline,
        measures,
        gain(ids),
        cheaper(ids),
        tree.path("prices").asText("eval/prices.yaml"),
        tree.path("hardware").asText("eval/hardware.yaml"));
  }

  /**
   * Two short lists, {@code grid: {models: […], prompts: […]}}: each model with each prompt. The
   * first of the prompts stands for the model off the shelf. Models come one after the other, so
   * that a GPU never swaps weights back and forth.
   */
  private static List<Arm> grid(JsonNode grid) {
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

  private Arm arm(JsonNode node) {
    String id = node.get("id").asText();
    Arm arm =
        new Arm(
            id,
            Arm.Kind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT)),
            YamlFiles.text(node, "model"),
            YamlFiles.text(node, "answers"),
            YamlFiles.text(node, "run"),
            YamlFiles.text(node, "prompts"),
            YamlFiles.strings(node.path("adapt")),
            node.path("temperature").asDouble(0),
            YamlFiles.strings(node.path("examples")),
            YamlFiles.strings(node.path("seeds")));
    for (String how : arm.adapt()) {
      if (Adaptation.parse(where + ": arm " + id, how) instanceof Adaptation.Samples) {
        SelfConsistency.requireTemperature(where + ": arm " + id, arm.temperature());
      }
    }
    if (arm.model().isEmpty() && !arm.adapt().isEmpty()) {
      throw wrong("arm " + id + ": only a model can be adapted, not recorded answers");
    }
    return arm;
  }

  private void requireSeeds(Arm arm, List<Arm> arms, Set<String> ids) {
    for (String seed : arm.seeds()) {
      String key = "arm " + arm.id() + ": seeds";
      known(ids, seed, key);
      boolean trained =
          arms.stream().anyMatch(a -> a.id().equals(seed) && a.kind() == Arm.Kind.TRAINED);
      if (arm.kind() != Arm.Kind.TRAINED || !trained || seed.equals(arm.id())) {
        throw wrong(key + ": an arm of kind trained names other arms of kind trained, got " + seed);
      }
    }
  }

  private Optional<Study.GainClaim> gain(Set<String> ids) {
    JsonNode node = tree.at("/decisions/gain");
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    known(node.get("measure").asText());
    List<String> of = YamlFiles.strings(node.get("arms"));
    of.forEach(id -> known(ids, id, "decisions.gain.arms"));
    return Optional.of(
        new Study.GainClaim(node.get("measure").asText(), node.get("relative").asDouble(), of));
  }

  private Optional<Study.CheaperClaim> cheaper(Set<String> ids) {
    JsonNode node = tree.at("/decisions/cheaper");
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    List<Study.Cell> cells = new ArrayList<>();
    for (JsonNode cell : node.get("cells")) {
      cells.add(
          new Study.Cell(
              known(ids, cell.get("arm").asText(), "decisions.cheaper.cells"),
              cell.get("machine").asText(),
              cell.get("price").asText()));
    }
    return Optional.of(
        new Study.CheaperClaim(
            node.get("share").asDouble(), node.path("margin").asDouble(0.05), cells));
  }

  private Inputs inputs() {
    Optional<Integer> verdicts =
        tree.path("verdicts").isNumber()
            ? YamlFiles.integer(tree, "verdicts")
            : Optional.of(Inputs.EVERY);
    List<String> tasks = YamlFiles.strings(tree.path("tasks"));
    for (String task : tasks) {
      try {
        var unused = Tasks.named(task);
      } catch (UserError e) {
        throw wrong("tasks: " + e.getMessage());
      }
    }
    return new Inputs(
        YamlFiles.text(tree, "seeds").map(Path::of),
        YamlFiles.text(tree, "suite"),
        YamlFiles.text(tree, "gold").map(Path::of),
        Optional.empty(),
        tasks.isEmpty() ? Tasks.usual() : tasks,
        verdicts,
        YamlFiles.integer(tree, "limit"));
  }

  private Study.Settings settings() {
    return new Study.Settings(
        YamlFiles.integer(tree, "context"),
        YamlFiles.integer(tree, "timeout"),
        YamlFiles.integer(tree, "seed"),
        YamlFiles.integer(tree, "concurrency"),
        YamlFiles.text(tree, "think").flatMap(Think::ofFile));
  }

  private String known(Set<String> ids, String id, String key) {
    if (!ids.contains(id)) {
      throw wrong(key + ": no arm is named '" + id + "'; there are " + String.join(", ", ids));
    }
    return id;
  }

  private void known(String measure) {
    if (Metrics.named(measure).isEmpty()) {
      throw wrong(
          "no figure is named '%s'; there are %s"
              .formatted(
                  measure, String.join(", ", Metrics.all().stream().map(Metric::name).toList())));
    }
  }

  private UserError wrong(String what) {
    return new UserError(where + ": " + what);
  }
}
