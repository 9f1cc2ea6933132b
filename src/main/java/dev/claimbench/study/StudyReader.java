package dev.claimbench.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.adapt.Adaptation;
import dev.claimbench.adapt.SelfConsistency;
import dev.claimbench.claim.TextFiles;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.YamlFiles;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
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
      arms.addAll(ArmGrid.arms(tree.get("grid")));
    }
    tree.path("arms").forEach(node -> arms.add(arm(node)));
    Set<String> ids = new LinkedHashSet<>();
    for (Arm arm : arms) {
      if (!ids.add(arm.id())) {
        throw wrong("two arms are named '" + arm.id() + "'; list one of them singly, with an id");
      }
    }
    List<String> measures = strings(tree.get("measures"));
    measures.forEach(this::known);
    String baseline = known(ids, tree.get("baseline").asText(), "baseline");
    return new Study(
        where,
        tree.get("title").asText(),
        questions(),
        tree.path("repeats").asInt(1),
        answering(),
        arms,
        baseline,
        measures,
        gain(ids),
        cheaper(ids),
        tree.path("prices").asText("eval/prices.yaml"),
        tree.path("hardware").asText("eval/hardware.yaml"));
  }

  private Arm arm(JsonNode node) {
    String id = node.get("id").asText();
    Arm arm =
        new Arm(
            id,
            Arm.Kind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT)),
            text(node, "model"),
            text(node, "answers"),
            text(node, "run"),
            text(node, "prompts"),
            strings(node.path("adapt")),
            node.path("temperature").asDouble(0),
            strings(node.path("examples")));
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

  private Optional<Study.GainClaim> gain(Set<String> ids) {
    JsonNode node = tree.at("/decisions/gain");
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    known(node.get("measure").asText());
    List<String> of = strings(node.get("arms"));
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
    return Optional.of(new Study.CheaperClaim(node.get("share").asDouble(), cells));
  }

  private List<String> questions() {
    List<String> words = new ArrayList<>();
    option(words, "--suite", "suite");
    option(words, "--seeds", "seeds");
    option(words, "--gold", "gold");
    option(words, "--limit", "limit");
    strings(tree.path("tasks")).forEach(t -> words.addAll(List.of("--task", t)));
    String verdicts = tree.path("verdicts").asText("all");
    words.addAll(verdicts.equals("all") ? List.of("--all") : List.of("--verdicts", verdicts));
    return words;
  }

  private List<String> answering() {
    List<String> words = new ArrayList<>();
    option(words, "--context", "context");
    option(words, "--timeout", "timeout");
    option(words, "--seed", "seed");
    option(words, "--concurrency", "concurrency");
    text(tree, "think")
        .ifPresent(how -> words.add(how.equals("false") ? "--no-think" : "--think=" + level(how)));
    return words;
  }

  private static String level(String how) {
    return how.equals("true") ? "on" : how;
  }

  private void option(List<String> words, String option, String key) {
    text(tree, key).ifPresent(value -> words.addAll(List.of(option, value)));
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

  private static Optional<String> text(JsonNode node, String key) {
    return node.hasNonNull(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
  }

  private static List<String> strings(JsonNode node) {
    List<String> list = new ArrayList<>();
    node.forEach(x -> list.add(x.asText()));
    return List.copyOf(list);
  }
}
