package dev.claimbench.report.terminal;

import dev.claimbench.compare.Rule;
import dev.claimbench.report.GateReport;
import dev.claimbench.text.Text;

/** A gate's decision for a terminal: the decision first, then rule by rule. */
public final class GateText {
  private GateText() {}

  public static String toText(GateReport report, Style style) {
    StringBuilder out = new StringBuilder();
    out.append(style.bold(report.firstLine())).append('\n');
    for (Rule rule : report.decision().rules()) {
      String mark = Text.pad(rule.result().toText(), 8);
      String line = "  " + mark + rule.name() + ": " + rule.detail();
      out.append(rule.result() == Rule.Result.PASSED ? line : style.warn(line)).append('\n');
    }
    return out.toString();
  }

  /**
   * What the decision follows from, one comparison after the other.
   *
   * @param flips how many claims won and how many lost are shown of each at most
   */
  public static String comparisons(GateReport report, Style style, int flips) {
    StringBuilder out = new StringBuilder();
    report
        .comparisons()
        .forEach(
            (name, comparison) ->
                out.append(name.isEmpty() ? "" : "\n" + style.bold(name) + "\n")
                    .append(ComparisonText.toText(comparison, style, flips)));
    return out.toString();
  }
}
