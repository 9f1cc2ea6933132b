package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * WiCE's gold labels and a system's entailment scores, by claim. A split has a few hundred claims:
 * they are held in memory.
 */
public final class WiceFiles {
  private static final String OPEN = "<answer>";
  private static final String CLOSE = "</answer>";

  /** The published score of an answer that cannot be read: below every threshold. */
  private static final double UNREADABLE = -1;

  private WiceFiles() {}

  /**
   * Entailment scores, higher means more likely supported.
   *
   * @param byId in the order of the file
   * @param unreadable raw answers without a label, which count as -1
   */
  public record Scores(Map<String, Double> byId, int unreadable) {}

  /**
   * The labels of a claim file, or of one JSON object that maps ids to labels.
   *
   * @throws UserError with file and line
   */
  public static Map<String, Wice.Label> gold(Path file) {
    Map<String, Wice.Label> labels = new LinkedHashMap<>();
    Optional<JsonNode> map = singleObject(file, "claim");
    if (map.isPresent()) {
      Row row = new Row(file.toString(), map.get());
      map.get()
          .properties()
          .forEach(e -> labels.put(e.getKey(), Wice.label(row, e.getKey(), e.getValue().asText())));
      return labels;
    }
    try (Rows rows = Rows.open(file)) {
      rows.forEachRemaining(
          row -> {
            Wice.Labelled claim = Wice.labelled(row);
            if (labels.put(claim.id(), claim.label()) != null) {
              throw new UserError(row.where() + ": the id '" + claim.id() + "' is there twice");
            }
          });
    }
    return labels;
  }

  /**
   * One JSON object that maps ids to scores, or raw answers of a language model, one {@code {"id":
   * "test00001", "response": "…<answer>supported</answer>…"}} a line: supported is 1,
   * partially_supported 0.5, not_supported 0, anything else -1, and the greatest over an id's rows
   * (the chunks of its article) is its score.
   *
   * @throws UserError with file and line
   */
  public static Scores scores(Path file) {
    Optional<JsonNode> map = singleObject(file, "response");
    Map<String, Double> scores = new LinkedHashMap<>();
    if (map.isPresent()) {
      Row row = new Row(file.toString(), map.get());
      map.get()
          .properties()
          .forEach(
              e -> {
                if (!e.getValue().isNumber()) {
                  throw row.error(e.getKey(), "a score");
                }
                scores.put(e.getKey(), e.getValue().asDouble());
              });
      return new Scores(scores, 0);
    }
    int unreadable = 0;
    try (Rows rows = Rows.open(file)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        double score = answer(row.node().path("response").asText());
        unreadable += score == UNREADABLE ? 1 : 0;
        scores.merge(row.name("id"), score, Math::max);
      }
    }
    return new Scores(scores, unreadable);
  }

  private static double answer(String response) {
    int from = response.indexOf(OPEN);
    if (from < 0) {
      return UNREADABLE;
    }
    // As the published script splits: up to the closing tag, or to the end without one.
    String rest = response.substring(from + OPEN.length());
    int to = rest.indexOf(CLOSE);
    String answer = to < 0 ? rest : rest.substring(0, to);
    for (Wice.Label label : Wice.Label.values()) {
      if (label.text().equals(answer)) {
        return label.score();
      }
    }
    return UNREADABLE;
  }

  /**
   * The file's object where it holds only one, other than a row with {@code rowField}.
   *
   * @return empty for JSON lines
   */
  private static Optional<JsonNode> singleObject(Path file, String rowField) {
    try (BufferedReader in = TextInput.open(file)) {
      if (TextInput.peek(file, in) != '{') {
        return Optional.empty();
      }
      JsonNode first = Json.PLAIN.readTree(in);
      // What follows the first object is not looked at: with the row's field they are JSON lines.
      return first.has(rowField) ? Optional.empty() : Optional.of(first);
    } catch (JsonProcessingException e) {
      throw new UserError(
          file + ":" + e.getLocation().getLineNr() + ": not JSON: " + Json.reason(e));
    } catch (IOException e) {
      throw TextInput.unreadable(file, e);
    }
  }
}
