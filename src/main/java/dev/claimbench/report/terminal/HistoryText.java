package dev.claimbench.report.terminal;

import dev.claimbench.compare.RunHistory;
import dev.claimbench.compare.RunHistory.Curve;
import dev.claimbench.compare.RunHistory.Entry;
import dev.claimbench.compare.RunHistory.Point;
import dev.claimbench.compare.RunHistory.Series;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.HistoryScale;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.List;

/** Figures of several runs over time, for a terminal. */
public final class HistoryText {
  private static final int PLOT = 34;

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private HistoryText(Style style) {
    this.style = style;
  }

  /**
   * The text.
   *
   * @param leftOut runs that could not be scored, each with the reason
   */
  public static String toText(RunHistory history, List<String> leftOut, Style style) {
    HistoryText text = new HistoryText(style);
    history.series().forEach(text::series);
    text.line("");
    leftOut.forEach(reason -> text.line(style.warn("left out: " + VisibleText.line(reason))));
    text.line(
        style.faint(
            "Two intervals may overlap although the runs differ: `claimbench compare` pairs two"
                + " runs."));
    return text.out.toString();
  }

  private void series(Series series) {
    line("");
    line(style.bold(FigureText.scope(series)));
    line("");
    int widest =
        series.entries().stream()
            .mapToInt(e -> VisibleText.line(e.name()).length())
            .max()
            .orElse(0);
    for (int i = 0; i < series.entries().size(); i++) {
      Entry entry = series.entries().get(i);
      line(
          number(i)
              + Text.cell(FigureText.minute(entry.started()), 18)
              + Text.pad(VisibleText.line(entry.name()), widest + 2)
              + entry.scores().model()
              + entry.baseline().map(b -> style.warn("  baseline " + b)).orElse(""));
    }
    series.curves().forEach(curve -> curve(curve, series.entries()));
  }

  private void curve(Curve curve, List<Entry> entries) {
    HistoryScale scale = HistoryScale.of(curve);
    String low = scale.label(scale.low());
    String high = scale.label(scale.high());
    line("");
    line(style.bold(curve.metric()) + FigureText.direction(curve.better()));
    line(
        style.faint(
            "     value  95% interval    "
                + low
                + " ".repeat(Math.max(1, PLOT - low.length() - high.length()))
                + high));
    for (int i = 0; i < entries.size(); i++) {
      Point point = curve.points().get(i);
      String row =
          point.value().isEmpty()
              ? "    –  " + point.why()
              : Text.format("%5.3f  ", point.value().getAsDouble())
                  + Text.pad(
                      point
                          .interval()
                          .map(v -> Text.format("%.3f to %.3f", v.low(), v.high()))
                          .orElse("–"),
                      16)
                  + drawn(point, scale);
      String mark = entries.get(i).baseline().isPresent() ? style.warn("  baseline") : "";
      line(number(i) + row + mark);
    }
  }

  private static String number(int i) {
    return Text.format("%3d  ", i + 1);
  }

  /** {@code ├──●───┤}, as wide on every line. */
  private static String drawn(Point point, HistoryScale scale) {
    char[] cells = " ".repeat(PLOT).toCharArray();
    point
        .interval()
        .ifPresent(
            interval -> {
              int low = cell(scale.share(interval.low()));
              int high = cell(scale.share(interval.high()));
              for (int i = low; i <= high; i++) {
                cells[i] = '─';
              }
              cells[low] = '├';
              cells[high] = '┤';
            });
    cells[cell(scale.share(point.value().getAsDouble()))] = '●';
    return new String(cells);
  }

  private static int cell(double share) {
    return (int) Math.round(share * (PLOT - 1));
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
