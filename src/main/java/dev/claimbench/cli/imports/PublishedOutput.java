package dev.claimbench.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.run.Json;
import dev.claimbench.score.Score;
import dev.claimbench.score.published.PublishedFigure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Published figures as they are compared: all digits, under the names of the publication. */
final class PublishedOutput {
  private PublishedOutput() {}

  static void print(PrintWriter out, boolean json, List<PublishedFigure> figures) {
    if (json) {
      out.print(Json.pretty(tree(figures)));
      out.flush();
      return;
    }
    int width = figures.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (PublishedFigure figure : figures) {
      String text =
          figure.score() instanceof Score.Scored s
              ? String.format(Locale.ROOT, "%-20s  n = %,d", s.value(), s.n())
              : "none: " + ((Score.Unscored) figure.score()).why();
      out.printf("%-" + width + "s  %s%n", figure.name(), text);
    }
  }

  private static ObjectNode tree(List<PublishedFigure> figures) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (PublishedFigure figure : figures) {
      if (figure.score() instanceof Score.Scored s) {
        node.put(figure.name(), s.value());
      } else {
        node.putNull(figure.name());
      }
    }
    return node;
  }
}
