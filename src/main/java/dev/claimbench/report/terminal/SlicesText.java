package dev.claimbench.report.terminal;

import dev.claimbench.compare.Slices;
import dev.claimbench.text.Text;
import java.util.List;

/** Figures of slices for a terminal. */
public final class SlicesText {
  private SlicesText() {}

  /**
   * The table.
   *
   * @param by what the slices are, e.g. {@code topic}
   */
  public static String toText(String by, List<Slices.Slice> slices, Style style) {
    StringBuilder out = new StringBuilder("\n");
    out.append(style.bold("By " + by + " (described; few stories a slice decide nothing)"));
    out.append('\n');
    int width = slices.stream().mapToInt(s -> s.name().length()).max().orElse(0);
    for (Slices.Slice s : slices) {
      out.append(
          Text.format(
              "  %-" + Math.max(1, width) + "s  %3d %s  %-18s %8.3f  %9.3f  %+10.3f%n",
              s.name(),
              s.stories(),
              s.stories() == 1 ? "story  " : "stories",
              s.metric(),
              s.baseline(),
              s.candidate(),
              s.candidate() - s.baseline()));
    }
    return out.toString();
  }
}
