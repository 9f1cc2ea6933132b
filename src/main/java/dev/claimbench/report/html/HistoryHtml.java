package dev.claimbench.report.html;

import dev.claimbench.compare.RunHistory;
import dev.claimbench.compare.RunHistory.Curve;
import dev.claimbench.compare.RunHistory.Entry;
import dev.claimbench.compare.RunHistory.Point;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.HistoryScale;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of several runs over time to look at: one file that needs no network and no server. */
public final class HistoryHtml {
  /** In pixels; wide enough to tell two runs apart, and eight fit a phone. */
  private static final int WIDEST_STEP = 40;

  /** How many models have a colour of their own. */
  private static final int COLOURS = 5;

  private static final int NARROWEST_STEP = 16;
  private static final int PLOT = 760;
  private static final int LEFT = 44;
  private static final int TOP = 12;
  private static final int HEIGHT = 190;

  private HistoryHtml() {}

  /**
   * What the page shows.
   *
   * @param leftOut runs that could not be scored, each with the reason
   */
  public record Page(List<Group> groups, List<String> leftOut) {}

  /**
   * Runs that were asked the same.
   *
   * @param models with the CSS class of their colour
   */
  public record Group(
      String asked, Map<String, String> models, List<Chart> charts, List<Row> rows) {
    public boolean hasBaseline() {
      return rows.stream().anyMatch(r -> !r.baseline().isEmpty());
    }
  }

  /**
   * A run in the table.
   *
   * @param link to its report; empty where there is none
   * @param baseline empty where it was not blessed
   * @param figures a cell a chart
   */
  public record Row(
      int number,
      String started,
      String name,
      String link,
      String model,
      String baseline,
      List<Cell> figures) {}

  /** A figure of a run, or why there is none. */
  public record Cell(String value, String interval, String why) {}

  /** A drawing, in pixels. */
  public record Chart(
      String metric,
      String direction,
      int width,
      int height,
      List<Grid> grid,
      List<Mark> numbers,
      List<Dot> dots,
      List<Trend> trends,
      List<Level> levels) {
    /** In half of a desktop's window. */
    public boolean isWide() {
      return width > 560;
    }

    /** Still legible when it is drawn as narrow as a phone. */
    public boolean isShort() {
      return width <= 460;
    }
  }

  /** A run's number under the drawing. */
  public record Mark(String x, int number) {}

  /** A line through the runs of one model. */
  public record Trend(String path, String style) {}

  /** A line of the scale. */
  public record Grid(String y, String label) {}

  /** A baseline's value, across the drawing. */
  public record Level(String y, String name) {}

  /**
   * A run's figure.
   *
   * @param low where its interval ends; as {@code y} where it has none
   * @param style CSS classes: its model's colour, and whether it is a baseline
   */
  public record Dot(String x, String y, String low, String high, String style, String title) {}

  /**
   * The page; the same bytes for the same history.
   *
   * @param links by a run's name, to its page
   * @param leftOut runs that could not be scored, each with the reason
   */
  public static String toHtml(RunHistory history, Map<String, String> links, List<String> leftOut) {
    List<Group> groups = history.series().stream().map(s -> group(s, links)).toList();
    return PageFrame.render(
        "history.jte", new Page(groups, List.copyOf(leftOut)), "History", "{}", "history.js");
  }

  private static Group group(RunHistory.Series series, Map<String, String> links) {
    Map<String, String> models = new LinkedHashMap<>();
    series
        .entries()
        .forEach(e -> models.putIfAbsent(e.scores().model(), "m" + models.size() % COLOURS));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < series.entries().size(); i++) {
      Entry entry = series.entries().get(i);
      int at = i;
      rows.add(
          new Row(
              i + 1,
              FigureText.minute(entry.started()),
              name(entry),
              links.getOrDefault(entry.name(), ""),
              entry.scores().model(),
              entry.baseline().orElse(""),
              series.curves().stream().map(c -> cell(c.points().get(at))).toList()));
    }
    return new Group(
        FigureText.scope(series),
        models,
        series.curves().stream().map(c -> chart(c, series, models)).toList(),
        rows);
  }

  /** The folder's own name, so that a page does not tell where it was made. */
  private static String name(Entry entry) {
    return entry
        .name()
        .replaceFirst("^.*[/\\\\](?=[^/\\\\])", "")
        .replaceAll("(?<![/\\\\])[/\\\\]++$", "");
  }

  private static Cell cell(Point point) {
    return point.value().isEmpty()
        ? new Cell("–", "", point.why())
        : new Cell(
            Text.format("%.3f", point.value().getAsDouble()),
            point.interval().map(i -> Text.format("%.3f to %.3f", i.low(), i.high())).orElse(""),
            "");
  }

  private static Chart chart(Curve curve, RunHistory.Series series, Map<String, String> models) {
    int n = series.entries().size();
    int step = Math.max(NARROWEST_STEP, Math.min(WIDEST_STEP, (PLOT - LEFT) / n));
    HistoryScale scale = HistoryScale.of(curve);
    List<Grid> grid = new ArrayList<>();
    for (double v = scale.low(); v <= scale.high() + scale.step() / 2; v += scale.step()) {
      grid.add(new Grid(y(scale, v), scale.label(v)));
    }
    // Every so-manieth, so that numbers do not run into one another.
    int every = Math.max(1, (int) Math.ceil(22.0 / step));
    List<Mark> numbers = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    List<Level> levels = new ArrayList<>();
    Map<String, StringBuilder> paths = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      Entry entry = series.entries().get(i);
      Point point = curve.points().get(i);
      String x = Svg.digits(LEFT + step * (i + 0.5), 1);
      if (i % every == 0) {
        numbers.add(new Mark(x, i + 1));
      }
      if (point.value().isEmpty()) {
        continue;
      }
      double value = point.value().getAsDouble();
      String y = y(scale, value);
      dots.add(
          new Dot(
              x,
              y,
              point.interval().map(v -> y(scale, v.low())).orElse(y),
              point.interval().map(v -> y(scale, v.high())).orElse(y),
              models.get(entry.scores().model()) + (entry.baseline().isPresent() ? " blessed" : ""),
              entry.scores().model()
                  + ", "
                  + FigureText.minute(entry.started())
                  + ": "
                  + cell(point).value()));
      entry.baseline().ifPresent(name -> levels.add(new Level(y, name)));
      StringBuilder path = paths.computeIfAbsent(entry.scores().model(), k -> new StringBuilder());
      path.append(path.length() == 0 ? "M" : "L").append(x).append(' ').append(y);
    }
    return new Chart(
        curve.metric(),
        FigureText.direction(curve.better()),
        LEFT + step * n + 8,
        TOP + HEIGHT + 26,
        grid,
        numbers,
        dots,
        paths.entrySet().stream()
            .map(e -> new Trend(e.getValue().toString(), models.get(e.getKey())))
            .toList(),
        levels);
  }

  private static String y(HistoryScale scale, double value) {
    return Svg.at(1 - scale.share(value), HEIGHT, TOP);
  }
}
