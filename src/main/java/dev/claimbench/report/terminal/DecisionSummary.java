package dev.claimbench.report.terminal;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Difference;
import dev.claimbench.report.FigureText;
import dev.claimbench.text.Text;

/**
 * The decision of one comparison on verdicts in five lines: what was compared, both figures, their
 * difference, what follows, and where to look. {@link ComparisonText} has the rest.
 */
public final class DecisionSummary {
  /** What it decides by. */
  public static final String FIGURE = "verify.accuracy";

  private static final int LABEL = 16;

  private DecisionSummary() {}

  /**
   * The text, behind an empty line.
   *
   * @param comparison of which {@link #FIGURE} decides
   * @param page where all of it is, as the user types it
   */
  public static String toText(Comparison comparison, Decision decision, String page, Style style) {
    Difference d =
        comparison.differences().stream()
            .filter(figure -> figure.metric().equals(FIGURE))
            .findFirst()
            .orElseThrow();
    long verdicts = comparison.candidate().items().size();
    int stories = comparison.candidate().stories().size();
    StringBuilder out = new StringBuilder("\n");
    line(
        out,
        style,
        "Compared",
        style.bold(comparison.candidate().model())
            + " on the same "
            + Text.count(verdicts, "verdict"));
    line(
        out,
        style,
        "Verdicts right",
        FigureText.percent(d.candidate())
            + "; "
            + comparison.baseline().model()
            + " "
            + FigureText.percent(d.baseline()));
    line(
        out,
        style,
        "Difference",
        Text.format("%+.3f", d.value())
            + d.interval()
                .map(i -> Text.format(", 95%% interval %+.3f to %+.3f", i.low(), i.high()))
                .orElse(", no interval")
            + (stories == 1 ? ", 1 story" : ", " + stories + " stories"));
    String finding = d.toText();
    line(
        out,
        style,
        "Decision",
        style.bold(decision.swapWord())
            + (finding.startsWith(decision.swapWord())
                ? finding.substring(decision.swapWord().length())
                : ", for verdicts: " + finding));
    line(out, style, "Page", page);
    return out.toString();
  }

  private static void line(StringBuilder out, Style style, String label, String text) {
    out.append(style.faint(Text.cell(label, LABEL))).append(text.stripTrailing()).append('\n');
  }
}
