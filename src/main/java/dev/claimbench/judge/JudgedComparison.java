package dev.claimbench.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.claimbench.stats.CorrectedRate;
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
  private static final String EARLIER =
      "one run was judged by an earlier version; give score --judge again";

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
    boolean first = Files.exists(baseline.resolve(JudgedRun.FILE));
    boolean second = Files.exists(candidate.resolve(JudgedRun.FILE));
    if (!first && !second) {
      return Optional.empty();
    }
    if (!first || !second) {
      JsonNode one = JudgedRun.tree(first ? baseline : candidate);
      return unscored(
          one,
          "only one run was judged; judge the other with: claimbench score "
              + (first ? candidate : baseline)
              + " --judge "
              + one.path("judge").asText());
    }
    JsonNode a = JudgedRun.tree(baseline);
    JsonNode b = JudgedRun.tree(candidate);
    for (String key : List.of("judge", "judgeDigest")) {
      if (!a.path(key).equals(b.path(key))) {
        return unscored(b, differently(key, a, b));
      }
    }
    List<Line> lines = new ArrayList<>();
    for (JsonNode other : b.path("figures")) {
      JsonNode figure = named(other.path("name").asText(), a.path("figures"));
      boolean isFaithful = other.path("name").asText().equals(JudgedFigures.FAITHFUL);
      lines.add(
          line(
              figure,
              other,
              isFaithful ? a.path("faithfulness") : a,
              isFaithful ? b.path("faithfulness") : b));
    }
    return Optional.of(
        new JudgedComparison(b.path("judge").asText(), List.copyOf(lines), Optional.empty()));
  }

  private static JsonNode named(String name, JsonNode figures) {
    for (JsonNode figure : figures) {
      if (figure.path("name").asText().equals(name)) {
        return figure;
      }
    }
    return MissingNode.getInstance();
  }

  private static String differently(String key, JsonNode a, JsonNode b) {
    return "the runs were judged differently (%s: %s and %s)"
        .formatted(key, a.path(key).asText(), b.path(key).asText());
  }

  /**
   * One figure of both runs.
   *
   * @param askedA what the judge of the first was asked with, and its exam
   * @param askedB the same of the second
   */
  private static Line line(JsonNode a, JsonNode b, JsonNode askedA, JsonNode askedB) {
    SortedMap<String, List<Double>> first = rows(a.path("stories"), 3);
    SortedMap<String, List<Double>> second = rows(b.path("stories"), 3);
    SortedMap<String, List<Double>> examined = rows(askedA.path("exam"), 4);
    Optional<String> why =
        Optional.of(a.isMissingNode() ? TextNode.valueOf(EARLIER) : a.path("unscored"))
            .filter(text -> first.isEmpty() && text.isTextual())
            .or(
                () ->
                    Optional.of(b.path("unscored"))
                        .filter(text -> second.isEmpty() && text.isTextual()))
            .map(JsonNode::asText)
            .or(() -> unlike(askedA, askedB))
            .or(
                () ->
                    first.keySet().equals(second.keySet())
                        ? JudgedFigures.unscored(first.size(), examined)
                        : Optional.of("the runs have claims of other stories"));
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
        b.path("name").asText(),
        value(a),
        value(b),
        difference.flatMap(CorrectedRate.Difference::value),
        difference.map(d -> d.interval().low()).orElse(-1.0),
        difference.map(d -> d.interval().high()).orElse(1.0),
        why.isPresent() ? why : difference.flatMap(CorrectedRate.Difference::useless));
  }

  /** Why figures by one judge cannot be compared. */
  private static Optional<String> unlike(JsonNode a, JsonNode b) {
    if (!a.has("exam") || !b.has("exam")) {
      return Optional.of(EARLIER);
    }
    if (!a.path("promptHash").equals(b.path("promptHash"))) {
      return Optional.of(differently("promptHash", a, b));
    }
    return a.get("exam").equals(b.get("exam"))
        ? Optional.empty()
        : Optional.of("the judge's exam was another one for each; give score --judge again");
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
                    JudgedRun.FILE
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

  private static Optional<JudgedComparison> unscored(JsonNode judged, String why) {
    return Optional.of(
        new JudgedComparison(judged.path("judge").asText(), List.of(), Optional.of(why)));
  }
}
