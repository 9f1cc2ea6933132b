package dev.claimbench.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code score --judge} found of a run.
 *
 * @param judge whose answers these are
 * @param digest of its weights
 * @param own whether it judged its own answers
 */
public record JudgedRun(String judge, String digest, boolean own, List<Line> figures) {
  /** Where {@code score --judge} writes, in a run folder. */
  public static final String FILE = "judge/scores.json";

  /**
   * One figure.
   *
   * @param n claims that count
   * @param value corrected, 0 to 1; empty where {@code unscored} says why
   * @param low of the 95% interval with the judge's error
   * @param high likewise
   */
  public record Line(
      String name,
      String description,
      int n,
      Optional<Double> value,
      double low,
      double high,
      Optional<String> unscored) {}

  public JudgedRun {
    figures = List.copyOf(figures);
  }

  /**
   * Reads it.
   *
   * @param run a run's folder
   * @return empty where nobody judged it
   * @throws UserError for a file that is damaged
   */
  public static Optional<JudgedRun> read(Path run) {
    if (!Files.exists(run.resolve(FILE))) {
      return Optional.empty();
    }
    JsonNode root = tree(run);
    List<Line> lines = new ArrayList<>();
    for (JsonNode figure : root.path("figures")) {
      Optional<Double> value =
          Optional.of(figure.path("value")).filter(JsonNode::isNumber).map(JsonNode::asDouble);
      Optional<String> unscored =
          Optional.of(figure.path("unscored")).filter(JsonNode::isTextual).map(JsonNode::asText);
      if (value.isPresent() == unscored.isPresent()) {
        throw new UserError(
            run.resolve(FILE)
                + ": "
                + figure.path("name").asText("a figure")
                + ": expected a value or why there is none; give score --judge again");
      }
      lines.add(
          new Line(
              figure.path("name").asText(),
              figure.path("description").asText(),
              figure.path("n").asInt(),
              value,
              figure.path("low").asDouble(0),
              figure.path("high").asDouble(1),
              unscored));
    }
    return Optional.of(
        new JudgedRun(
            root.path("judge").asText(),
            root.path("judgeDigest").asText(),
            root.path("judgesItsOwn").asBoolean(),
            lines));
  }

  /** The file as it is. */
  static JsonNode tree(Path run) {
    Path file = run.resolve(FILE);
    try {
      return Json.PLAIN.readTree(TextFiles.read(file));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not JSON; give score --judge again");
    }
  }
}
