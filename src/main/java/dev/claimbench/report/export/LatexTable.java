package dev.claimbench.report.export;

import dev.claimbench.report.FigureText;
import dev.claimbench.report.Headline;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Score;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A results table for a paper: the headline figures down, runs across, each with its 95% interval.
 * Needs {@code \\usepackage{booktabs}}.
 */
public final class LatexTable {
  private static final Map<Character, String> ESCAPES =
      Map.of(
          '\\', "\\textbackslash{}",
          '~', "\\textasciitilde{}",
          '^', "\\textasciicircum{}",
          '&', "\\&",
          '%', "\\%",
          '$', "\\$",
          '#', "\\#",
          '_', "\\_",
          '{', "\\{",
          '}', "\\}");

  private final StringBuilder out = new StringBuilder();
  private final List<RunReport> reports;

  private LatexTable(List<RunReport> reports) {
    this.reports = reports;
  }

  /**
   * The table.
   *
   * @param reports at least one; of one gold, or the caption says that they are not
   */
  public static String toLatex(List<RunReport> reports) {
    LatexTable table = new LatexTable(reports);
    table.write();
    return table.out.toString();
  }

  private void write() {
    line("% \\usepackage{booktabs}");
    line("\\begin{table}");
    line("\\centering");
    line("\\begin{tabular}{l" + "r@{\\hspace{0.4em}}l".repeat(reports.size()) + "}");
    line("\\toprule");
    line(
        "& "
            + reports.stream()
                .map(r -> "\\multicolumn{2}{c}{" + escape(r.model()) + "}")
                .collect(Collectors.joining(" & "))
            + " \\\\");
    for (Headline group : Headline.ALL) {
      List<Headline.Line> lines =
          group.lines().stream().filter(l -> reports.stream().anyMatch(r -> has(r, l))).toList();
      if (!lines.isEmpty()) {
        line("\\midrule");
        line(
            Text.format(
                "\\multicolumn{%d}{l}{\\textit{%s}} \\\\",
                1 + 2 * reports.size(), escape(group.title())));
        lines.forEach(this::figure);
      }
    }
    line("\\bottomrule");
    line("\\end{tabular}");
    line("\\caption{" + caption() + "}");
    line("\\end{table}");
  }

  private static List<Figure> headlineFigures(RunReport report) {
    return Headline.ALL.stream()
        .flatMap(group -> group.lines().stream())
        .filter(line -> has(report, line))
        .map(line -> report.scorecard().figure(line.figure()))
        .toList();
  }

  private static boolean has(RunReport report, Headline.Line line) {
    return report.scorecard().figure(line.figure()).score() instanceof Score.Scored;
  }

  private void figure(Headline.Line line) {
    String indent = line.label().startsWith(" ") ? "\\quad " : "";
    line(
        indent
            + escape(line.label().strip())
            + " & "
            + reports.stream()
                .map(r -> cells(r.scorecard().figure(line.figure())))
                .collect(Collectors.joining(" & "))
            + " \\\\");
  }

  private static String cells(Figure figure) {
    if (!(figure.score() instanceof Score.Scored scored)) {
      return "-- &";
    }
    String interval =
        scored
            .interval()
            .map(i -> Text.format("{\\small [%.3f, %.3f]}", i.low(), i.high()))
            .orElse("");
    return (FigureText.value(scored) + " & " + interval).stripTrailing();
  }

  private String caption() {
    StringBuilder caption = new StringBuilder("Scores with 95\\% intervals");
    String marks =
        reports.stream()
            .flatMap(r -> headlineFigures(r).stream())
            .map(f -> f.unit().mark())
            .filter(m -> !m.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    caption.append(marks.isEmpty() ? ", bootstrapped over stories" : " (" + marks + ")");
    List<String> gold = reports.stream().map(r -> r.manifest().goldHash()).distinct().toList();
    caption.append(
        gold.size() == 1
            ? "; gold " + gold.get(0).substring(0, Math.min(12, gold.get(0).length()))
            : "; \\textbf{the runs were made with different gold}");
    long incomplete = reports.stream().filter(r -> !r.scorecard().complete()).count();
    if (incomplete > 0) {
      caption.append("; \\textbf{").append(incomplete).append(" incomplete}");
    }
    return caption.append('.').toString();
  }

  private static String escape(String text) {
    // LaTeX stops at control characters.
    return VisibleText.line(text)
        .chars()
        .mapToObj(c -> ESCAPES.getOrDefault((char) c, Character.toString(c)))
        .collect(Collectors.joining());
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
