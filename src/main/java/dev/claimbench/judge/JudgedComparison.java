package dev.claimbench.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.stats.CorrectedRate;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two runs whose claims one judge judged: the difference of each figure, with the judge's error in
 * its interval ({@link CorrectedRate#difference}). Read from {@code judge/scores.json} of both;
 * nobody is asked.
 *
 * @param judge whose answers these are
 * @param figures empty where {@code unscored} says why
 */
public record JudgedComparison(String judge, List<Line> figures, Optional<String> unscored) {
  /** Where {@code score --judge} writes, in a run folder. */
  public static final String FILE = "judge/scores.json";

  /**
   * One figure.
   *
   * @param baseline its corrected share, 0 to 1; empty where there is none
   * @param candidate likewise
   * @param difference empty where {@code unscored} says why
   * @param low of the 95% interval, -1 to 1
   */
  public record Line(
      String name,
      Optional<Double> baseline,
      Optional<Double> candidate,
      Optional<Double> difference,
      double low,
      double high,
      Optional<String> unscored) {}

  /**
   * Compares.
   *
   * @param baseline a run's folder
   * @param candidate likewise
   * @return empty where neither was judged
   * @throws UserError for a file that is damaged
   */
  public static Optional<JudgedComparison> compute(Path baseline, Path candidate) {
    boolean first = Files.exists(baseline.resolve(FILE));
    boolean second = Files.exists(candidate.resolve(FILE));
    if (!first && !second) {
      return Optional.empty();
    }
    if (!first || !second) {
      JsonNode one = read(first ? baseline : candidate);
      return unscored(
          one,
          "only one run was judged; judge the other with: claimbench score "
              + (first ? candidate : baseline)
              + " --judge "
              + one.path("judge").asText());
    }
    JsonNode a = read(baseline);
    JsonNode b = read(candidate);
    for (String key : List.of("judge", "judgeDigest", "promptHash")) {
      if (!a.path(key).equals(b.path(key))) {
        return unscored(
            b,
            "the runs were judged differently (%s: %s and %s)"
                .formatted(key, a.path(key).asText(), b.path(key).asText()));
      }
    }
    if (!a.has("exam") || !b.has("exam")) {
      return unscored(b, "judged by an earlier version; give score --judge again");
    }
    if (!a.get("exam").equals(b.get("exam"))) {
      return unscored(b, "the judge's exam was another one for each; give score --judge again");
    }
    List<Line> lines = new ArrayList<>();
    for (JsonNode figure : a.path("figures")) {
      for (JsonNode other : b.path("figures")) {
        if (figure.path("name").equals(other.path("name"))) {
          lines.add(line(figure, other, a.get("exam")));
        }
      }
    }
    return Optional.of(
        new JudgedComparison(b.path("judge").asText(), List.copyOf(lines), Optional.empty()));
  }

  private static Line line(JsonNode a, JsonNode b, JsonNode exam) {
    SortedMap<String, List<Double>> first = rows(a.path("stories"), 3);
    SortedMap<String, List<Double>> second = rows(b.path("stories"), 3);
    SortedMap<String, List<Double>> examined = rows(exam, 4);
    Optional<String> why =
        !first.keySet().equals(second.keySet())
            ? Optional.of("the runs have claims of other stories")
            : JudgedFigures.unscored(first.size(), examined);
    Optional<CorrectedRate.Difference> difference =
        why.isPresent()
            ? Optional.empty()
            : Optional.of(
                CorrectedRate.difference(
                    JudgedFigures.clusters(first),
                    JudgedFigures.clusters(second),
                    JudgedFigures.clusters(examined),
                    JudgedFigures.LEVEL));
    return new Line(
        a.path("name").asText(),
        value(a),
        value(b),
        difference.flatMap(CorrectedRate.Difference::value),
        difference.map(d -> d.interval().low()).orElse(-1.0),
        difference.map(d -> d.interval().high()).orElse(1.0),
        why.isPresent() ? why : difference.flatMap(CorrectedRate.Difference::useless));
  }

  private static Optional<Double> value(JsonNode figure) {
    return figure.path("value").isNumber()
        ? Optional.of(figure.get("value").asDouble())
        : Optional.empty();
  }

  private static SortedMap<String, List<Double>> rows(JsonNode stories, int width) {
    SortedMap<String, List<Double>> rows = new TreeMap<>();
    stories
        .properties()
        .forEach(
            entry -> {
              List<Double> row = new ArrayList<>();
              entry.getValue().forEach(number -> row.add(number.asDouble()));
              if (row.size() != width) {
                throw new UserError(
                    FILE
                        + ": "
                        + entry.getKey()
                        + ": expected "
                        + width
                        + " numbers, got "
                        + row.size()
                        + "; give score --judge again");
              }
              rows.put(entry.getKey(), row);
            });
    return rows;
  }

  private static JsonNode read(Path run) {
    Path file = run.resolve(FILE);
    try {
      return Json.PLAIN.readTree(TextFiles.read(file));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not JSON; give score --judge again");
    }
  }

  private static Optional<JudgedComparison> unscored(JsonNode judged, String why) {
    return Optional.of(
        new JudgedComparison(judged.path("judge").asText(), List.of(), Optional.of(why)));
  }
}
