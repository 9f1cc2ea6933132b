package dev.claimbench.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.Flip;
import dev.claimbench.compare.Matrix;
import dev.claimbench.compare.PromptTokenMismatch;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.Slices;
import dev.claimbench.judge.JudgedComparison;
import dev.claimbench.stats.SignFlip;
import dev.claimbench.text.Json;
import java.util.List;
import java.util.Optional;

/** Comparisons as JSON for programs. */
public final class ComparisonJson {
  public static final int VERSION = 1;

  private ComparisonJson() {}

  /**
   * The text.
   *
   * @param slices of {@code --by}; without, there is no such key
   * @param judged where the runs were judged; without, there is no such key
   */
  public static String toJson(
      Comparison comparison, List<Slices.Slice> slices, Optional<JudgedComparison> judged) {
    ObjectNode root = node(comparison);
    if (!slices.isEmpty()) {
      root.set("slices", Json.MAPPER.valueToTree(slices));
    }
    judged.ifPresent(j -> root.set("judged", Json.MAPPER.valueToTree(j)));
    return Json.pretty(root);
  }

  public static ObjectNode node(Comparison c) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", VERSION);
    root.set("baseline", run(c.baseline()));
    root.set("candidate", run(c.candidate()));
    root.put("alpha", c.alpha());
    root.put("withinThisStoryOnly", !c.mark().isEmpty());
    ArrayNode differences = root.putArray("differences");
    c.differences().forEach(d -> difference(differences.addObject(), d));
    root.set("missing", Json.MAPPER.valueToTree(c.missing()));
    ArrayNode flips = root.putArray("flips");
    c.flips().list().forEach(f -> flip(flips.addObject(), f));
    ObjectNode tests = root.putObject("mcNemar");
    c.flips()
        .mcNemar()
        .forEach(
            (task, m) ->
                tests
                    .putObject(task)
                    .put("lost", m.onlyFirst())
                    .put("won", m.onlySecond())
                    .put("p", m.exactP()));
    root.set("changes", Json.MAPPER.valueToTree(c.changes()));
    unlike(root, PromptTokenMismatch.find(c.baseline(), c.candidate()));
    return root;
  }

  public static String toJson(Matrix matrix) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", VERSION);
    ArrayNode runs = root.putArray("runs");
    matrix.runs().forEach(r -> runs.add(run(r)));
    root.set("tables", Json.MAPPER.valueToTree(matrix.tables()));
    for (int i = 0; i < matrix.runs().size(); i++) {
      for (int j = i + 1; j < matrix.runs().size(); j++) {
        for (PromptTokenMismatch prompts :
            PromptTokenMismatch.find(matrix.runs().get(i), matrix.runs().get(j))) {
          root.withArray("/unlikePrompts")
              .addObject()
              .put("task", prompts.task())
              .put("first", i)
              .put("second", j)
              .put("firstTokens", prompts.baseline())
              .put("secondTokens", prompts.candidate());
        }
      }
    }
    return Json.pretty(root);
  }

  /** The key is there only where one model's weights were sent different prompts. */
  private static void unlike(ObjectNode node, List<PromptTokenMismatch> unlike) {
    if (!unlike.isEmpty()) {
      node.set("unlikePrompts", Json.MAPPER.valueToTree(unlike));
    }
  }

  private static ObjectNode run(Scores scores) {
    ObjectNode run =
        Json.MAPPER
            .createObjectNode()
            .put("name", scores.name())
            .put("model", scores.model())
            .put("goldHash", scores.goldHash());
    if (scores.repeats().times() > 1) {
      run.set("repeats", Json.MAPPER.valueToTree(scores.repeats()));
    }
    return run;
  }

  private static void difference(ObjectNode node, Difference d) {
    node.put("metric", d.metric()).put("decides", d.decides());
    node.put("baseline", d.baseline()).put("candidate", d.candidate());
    node.put("difference", d.value());
    d.interval().ifPresent(i -> node.put("low", i.low()).put("high", i.high()));
    node.put("over", d.unit().name()).put("clusters", d.clusters());
    if (d.decides()) {
      node.put("margin", d.margin());
      d.p().ifPresent(p -> node.put("p", p));
      if (d.p().isPresent() && SignFlip.isNormal(d.clusters())) {
        node.put("test", "normal approximation");
      }
      d.adjusted().ifPresent(p -> node.put("pHolm", p));
      node.put("finding", d.finding().name());
      d.moreStories().ifPresent(n -> node.put("moreStories", n));
      d.smallest().ifPresent(n -> node.put("smallestDifference", n));
    }
  }

  private static void flip(ObjectNode node, Flip flip) {
    node.put("id", flip.id()).put("won", flip.won()).put("severity", flip.severity());
    node.put("text", flip.text()).put("quote", flip.quote());
    node.put("gold", flip.candidate().gold());
    node.put("baseline", flip.baseline().answered()).put("candidate", flip.candidate().answered());
  }
}
