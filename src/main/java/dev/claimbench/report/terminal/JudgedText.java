package dev.claimbench.report.terminal;

import dev.claimbench.judge.JudgedComparison;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.Optional;

/** Two runs' judged figures, below a comparison. */
public final class JudgedText {
  private JudgedText() {}

  /** A table, or the reason why there is none. */
  public static String toText(JudgedComparison judged) {
    String judge = VisibleText.line(judged.judge());
    if (judged.unscored().isPresent()) {
      return "\nJudged by " + judge + ": " + VisibleText.line(judged.unscored().get()) + "\n";
    }
    StringBuilder out =
        new StringBuilder("\nJudged by " + judge + " (described, decides nothing)\n");
    out.append("                   baseline  candidate  difference   95% with the judge's error\n");
    for (JudgedComparison.Line line : judged.figures()) {
      out.append(
              Text.format(
                  "  %-15s  %8s   %8s  %10s   %+.3f to %+.3f%s",
                  line.name(),
                  share(line.baseline()),
                  share(line.candidate()),
                  line.difference().map(d -> Text.format("%+.3f", d)).orElse("–"),
                  line.low(),
                  line.high(),
                  line.unscored().map(why -> "  not scored: " + why).orElse("")))
          .append('\n');
    }
    return out.toString();
  }

  private static String share(Optional<Double> value) {
    return value.map(v -> Text.format("%.3f", v)).orElse("–");
  }
}
