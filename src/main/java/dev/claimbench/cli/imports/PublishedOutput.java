package dev.claimbench.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.score.Score;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Published figures as they are compared: all digits, under the names of the publication. */
final class PublishedOutput {
  private PublishedOutput() {}

  static void print(PrintWriter out, boolean json, List<PublishedFigure> figures) {
    print(out, json, figures, new LinkedHashMap<>());
  }

  /**
   * Prints figures, and below them counts by name.
   *
   * @param counts in their order
   */
  static void print(
      PrintWriter out, boolean json, List<PublishedFigure> figures, Map<String, Integer> counts) {
    if (json) {
      ObjectNode tree = tree(figures);
      counts.forEach(tree::put);
      out.print(Json.pretty(tree));
      out.flush();
      return;
    }
    int width = figures.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (PublishedFigure figure : figures) {
      String text =
          figure.score() instanceof Score.Scored s
              ? Text.format("%-20s  n = %,d", s.value(), s.n()) + interval(s)
              : "none: " + ((Score.Unscored) figure.score()).why();
      out.printf("%-" + width + "s  %s%n", figure.name(), text);
    }
    counts.forEach((name, n) -> out.printf(Locale.ROOT, "%-" + width + "s  %,d%n", name, n));
  }

  private static String interval(Score.Scored score) {
    return score
        .interval()
        .map(i -> Text.format("  %.0f%% %.3f to %.3f", 100 * i.level(), i.low(), i.high()))
        .orElse("");
  }

  /** A figure by its name; beside one with an interval its ends and how many items it is about. */
  private static ObjectNode tree(List<PublishedFigure> figures) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (PublishedFigure figure : figures) {
      if (figure.score() instanceof Score.Scored s) {
        node.put(figure.name(), s.value());
        s.interval()
            .ifPresent(
                i ->
                    node.put(figure.name() + ".low", i.low())
                        .put(figure.name() + ".high", i.high())
                        .put(figure.name() + ".n", s.n()));
      } else {
        node.putNull(figure.name());
      }
    }
    return node;
  }
}
