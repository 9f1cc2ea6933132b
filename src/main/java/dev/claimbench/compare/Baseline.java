package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.score.Part;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.score.ScoringVersion;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A blessed run as a file that is read in a pull request: what a comparison needs of it, a line for
 * each figure, article and verdict, so that the next baseline's diff shows what has changed. {@link
 * ScoresReader} reads it like any scores.
 */
public final class Baseline {
  private Baseline() {}

  /**
   * The file's text; the same run gives the same bytes.
   *
   * @param provenance where the run came from, by name
   */
  public static String toJson(Scores run, String name, Map<String, String> provenance) {
    StringJoiner fields = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
    fields.add("\"version\": 1");
    fields.add("\"" + ScoringVersion.FIELD + "\": " + ScoringVersion.CURRENT);
    fields.add("\"baseline\": " + json(name));
    fields.add("\"model\": " + json(run.model()));
    fields.add("\"goldHash\": " + json(run.goldHash()));
    fields.add("\"complete\": " + run.complete());
    if (run.repeats().times() > 1) {
      fields.add("\"repeats\": " + json(run.repeats()));
    }
    fields.add("\"provenance\": " + lines(new TreeMap<>(provenance)));
    fields.add("\"made\": " + lines(made(run)));
    fields.add("\"outcomes\": " + lines(run.outcomes()));
    fields.add("\"figures\": " + list(figures(run)));
    fields.add("\"articles\": " + list(articles(run)));
    fields.add("\"verdicts\": " + list(verdicts(run)));
    return fields.toString();
  }

  /**
   * Where a baseline came from: {@code run}, {@code run started}, {@code blessed} and others.
   *
   * @throws UserError where the file cannot be read or is not JSON
   */
  public static Map<String, String> provenance(Path file) {
    Map<String, String> from = new TreeMap<>();
    try {
      String text = TextFiles.decode(file.toString(), Files.readAllBytes(file));
      Json.MAPPER
          .readTree(text)
          .path("provenance")
          .properties()
          .forEach(e -> from.put(e.getKey(), e.getValue().asText()));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not a baseline (" + e.getOriginalMessage() + ")");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
    return from;
  }

  private static Map<String, String> made(Scores run) {
    Map<String, String> made = new java.util.LinkedHashMap<>(run.made());
    made.remove("model");
    return made;
  }

  private static List<JsonNode> figures(Scores run) {
    boolean stories = run.stories().size() >= ResamplingUnit.FEWEST_STORIES;
    List<JsonNode> lines = new ArrayList<>();
    for (Measure measure : run.measures().values()) {
      if (measure.value().isEmpty()) {
        continue;
      }
      ObjectNode node = Json.MAPPER.createObjectNode().put("name", measure.name());
      node.put("value", measure.value().getAsDouble());
      Map<String, double[]> rows = new TreeMap<>();
      for (Part part : measure.parts()) {
        double[] row =
            rows.computeIfAbsent(
                stories ? part.story() : part.group(), k -> new double[part.sums().size()]);
        for (int i = 0; i < row.length; i++) {
          row[i] += part.sums().get(i);
        }
      }
      ObjectNode parts = node.putObject("parts");
      rows.forEach((key, row) -> numbers(parts.putArray(key), row));
      lines.add(node);
    }
    return lines;
  }

  private static void numbers(ArrayNode node, double[] row) {
    for (double x : row) {
      if (x == Math.rint(x)) {
        node.add((long) x);
      } else {
        node.add(x);
      }
    }
  }

  private static List<JsonNode> articles(Scores run) {
    Map<String, ObjectNode> lines = new TreeMap<>();
    run.articles()
        .forEach(
            (id, hash) ->
                lines.put(
                    id, Json.MAPPER.createObjectNode().put("article", id).put("textHash", hash)));
    for (Item item : run.items()) {
      if (item.task().equals(Tasks.EXTRACT.name())) {
        String[] id = item.withinTask().split("/", 2);
        ObjectNode line = lines.get(id[0]);
        line.put("story", item.story());
        line.withArray("/gold")
            .addObject()
            .put("id", id[1])
            .put("required", true)
            .put("outcome", item.answered());
      }
    }
    return List.copyOf(lines.values());
  }

  private static List<JsonNode> verdicts(Scores run) {
    List<JsonNode> lines = new ArrayList<>();
    for (Item item : run.items()) {
      if (item.task().equals(Tasks.VERIFY.name())) {
        lines.add(
            Json.MAPPER
                .createObjectNode()
                .put("id", item.withinTask())
                .put("gold", item.gold())
                .put("predicted", item.answered())
                .put("right", item.right())
                .put("disputed", item.gold().equals("disputed")));
      }
    }
    return lines;
  }

  private static String lines(Map<String, ?> map) {
    StringJoiner lines = new StringJoiner(",\n    ", "{\n    ", "\n  }").setEmptyValue("{}");
    map.forEach((k, v) -> lines.add(json(k) + ": " + json(v)));
    return lines.toString();
  }

  private static String list(List<JsonNode> nodes) {
    StringJoiner lines = new StringJoiner(",\n    ", "[\n    ", "\n  ]").setEmptyValue("[]");
    nodes.forEach(n -> lines.add(n.toString()));
    return lines.toString();
  }

  private static String json(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
  }
}
