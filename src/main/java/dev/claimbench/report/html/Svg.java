package dev.claimbench.report.html;

import dev.claimbench.report.html.Overview.Part;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Coordinates for the templates' drawings, and names that may take two lines. */
public final class Svg {
  private Svg() {}

  /**
   * A part of a bar where it is drawn.
   *
   * @param style the CSS class of its colour
   */
  public record Segment(String style, String label, int count, String x, String width) {}

  /** A share of so many units, cut to the drawing. */
  public static String at(double share, double units) {
    return at(share, units, 0);
  }

  /** The same, moved. */
  public static String at(double share, double units, double from) {
    return digits(from + units * Math.max(0, Math.min(1, share)), 1);
  }

  /** A number with so many digits after the point. */
  public static String digits(double value, int digits) {
    return Text.format("%." + digits + "f", value);
  }

  /**
   * A name in the parts between which a line may break: before a letter after a point, slash or
   * plus.
   */
  public static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < name.length(); i++) {
      if ("./+".indexOf(name.charAt(i - 1)) >= 0 && Character.isLetter(name.charAt(i))) {
        parts.add(name.substring(from, i));
        from = i;
      }
    }
    parts.add(name.substring(from));
    return parts;
  }

  /** The parts that are not empty, one after the other, with a gap between. */
  public static List<Segment> segments(List<Part> parts, int whole, int width) {
    List<Segment> segments = new ArrayList<>();
    double x = 0;
    for (Part part : parts) {
      double wide = whole == 0 ? 0 : width * (double) part.count() / whole;
      if (part.count() > 0) {
        double shown = Math.max(1, wide - 1);
        segments.add(
            new Segment(part.style(), part.label(), part.count(), digits(x, 1), digits(shown, 1)));
        x += wide;
      }
    }
    return segments;
  }

  /** The longest bar of all rows, so that their lengths compare. */
  public static int most(List<Breakdown.Row> rows) {
    return rows.stream().mapToInt(r -> Math.max(r.goldCount(), r.claimCount())).max().orElse(0);
  }
}
