package dev.claimbench.report.terminal;

import dev.claimbench.compare.Differences;
import dev.claimbench.compare.Matrix;
import dev.claimbench.compare.PromptTokenMismatch;
import dev.claimbench.report.FigureText;
import dev.claimbench.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** Three or more runs for a terminal: differences of each pair, and a ranking. */
public final class MatrixText {
  private final StringBuilder out = new StringBuilder();

  private MatrixText() {}

  public static String toText(Matrix matrix, Style style) {
    MatrixText text = new MatrixText();
    text.line("");
    for (int i = 0; i < matrix.runs().size(); i++) {
      text.line(
          letter(i)
              + "  "
              + style.bold(matrix.runs().get(i).model())
              + "  "
              + matrix.runs().get(i).name());
    }
    text.unlike(matrix, style);
    matrix.tables().forEach(t -> text.table(t, matrix.runs().size(), style));
    text.line("");
    text.line(
        style.faint(
            "p by sign-flip over stories, Holm over all pairs and figures; * at or below 0.05"));
    return text.out.toString();
  }

  private void unlike(Matrix matrix, Style style) {
    for (int i = 0; i < matrix.runs().size(); i++) {
      for (int j = i + 1; j < matrix.runs().size(); j++) {
        String pair = letter(i) + " and " + letter(j) + ": ";
        PromptTokenMismatch.find(matrix.runs().get(i), matrix.runs().get(j))
            .forEach(prompts -> line(style.warn(pair + prompts.toText())));
      }
    }
  }

  private void table(Matrix.Table table, int runs, Style style) {
    line("");
    line(style.bold(table.metric()));
    StringBuilder head = new StringBuilder("        value");
    for (int j = 0; j < runs; j++) {
      head.append(Text.format("  %16s", letter(j) + " less it (p)"));
    }
    line(style.faint(head.toString()));
    for (int i = 0; i < runs; i++) {
      StringBuilder row =
          new StringBuilder(Text.format("  %s  %9.3f", letter(i), table.values().get(i)));
      for (int j = 0; j < runs; j++) {
        row.append(Text.format("  %16s", i == j ? "" : cell(table.cells(), i, j)));
      }
      line(row.toString());
    }
    line(
        "  ranking: "
            + table.ranking().stream()
                .map(g -> g.stream().map(MatrixText::letter).collect(Collectors.joining(" = ")))
                .collect(Collectors.joining(" > ")));
    double[] smallest =
        table.cells().stream()
            .filter(c -> c.smallest().isPresent())
            .mapToDouble(c -> c.smallest().getAsDouble())
            .sorted()
            .toArray();
    if (smallest.length > 0) {
      line(
          style.faint(
              Text.format(
                  "  smallest loss found with %s probability: %.3f to %.3f, by pair",
                  FigureText.percent(Differences.POWER),
                  smallest[0],
                  smallest[smallest.length - 1])));
    }
  }

  private static String cell(List<Matrix.Cell> cells, int i, int j) {
    for (Matrix.Cell cell : cells) {
      boolean asIs = cell.first() == i && cell.second() == j;
      if (asIs || (cell.first() == j && cell.second() == i)) {
        double difference = asIs ? cell.difference() : -cell.difference();
        return Text.format(
            "%+.3f (%s)%s",
            difference, FigureText.p(cell.adjusted()), cell.adjusted() <= 0.05 ? "*" : " ");
      }
    }
    return "";
  }

  private static String letter(int i) {
    return i < 26 ? String.valueOf((char) ('A' + i)) : "#" + (i + 1);
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
