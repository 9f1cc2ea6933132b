package dev.claimbench.report.terminal;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.Flip;
import dev.claimbench.compare.PromptTokenMismatch;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.Slices;
import dev.claimbench.judge.JudgedComparison;
import dev.claimbench.report.FigureText;
import dev.claimbench.score.Repeats;
import dev.claimbench.stats.McNemar;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison of two runs for a terminal. */
public final class ComparisonText {
  private static final int METRIC = 26;

  private final Style style;
  private final int flips;
  private final StringBuilder out = new StringBuilder();

  private ComparisonText(Style style, int flips) {
    this.style = style;
    this.flips = flips;
  }

  /**
   * The text.
   *
   * @param flips how many claims won and how many lost are shown at most
   */
  public static String toText(Comparison comparison, Style style, int flips) {
    ComparisonText text = new ComparisonText(style, flips);
    text.head(comparison);
    text.differences(comparison);
    text.repeats(comparison);
    text.flips(comparison);
    text.changes(comparison);
    return text.out.toString();
  }

  private void head(Comparison c) {
    line("");
    line("baseline   " + style.bold(c.baseline().model()) + "  " + c.baseline().name());
    line("candidate  " + style.bold(c.candidate().model()) + "  " + c.candidate().name());
    line(
        FigureText.scope(c)
            + (c.candidate().goldHash().isEmpty() ? "" : "; gold " + c.candidate().gold()));
    if (!c.mark().isEmpty()) {
      line(style.warn(c.mark() + ": fewer than 5 stories say nothing of the next one"));
    }
  }

  private void differences(Comparison c) {
    PromptTokenMismatch.find(c.baseline(), c.candidate())
        .forEach(prompts -> line(style.warn(prompts.toText())));
    line("");
    line(
        style.bold(Text.cell("Decides", METRIC))
            + style.faint(
                "baseline  candidate  difference   95% interval        p (Holm)  verdict"));
    c.differences().stream().filter(Difference::decides).forEach(this::difference);
    c.missing().forEach((name, why) -> line(Text.cell("  " + name, METRIC) + "– " + why));
    FigureText.smallestDifferences(c).ifPresent(text -> line(style.faint("  " + text)));
    List<Difference> described = c.differences().stream().filter(d -> !d.decides()).toList();
    if (!described.isEmpty()) {
      line(style.bold("Described, decides nothing"));
      described.forEach(this::difference);
    }
  }

  private void difference(Difference d) {
    String interval =
        d.interval().map(i -> Text.format("%+.3f to %+.3f", i.low(), i.high())).orElse("–");
    String p = d.adjusted().isPresent() ? FigureText.p(d.adjusted().getAsDouble()) : "";
    String mark = d.unit().mark().isEmpty() ? "" : " (" + d.unit().mark() + ")";
    String verdict = d.decides() ? d.toText() + mark : "";
    line(
        Text.cell("  " + d.metric(), METRIC)
            + Text.format(
                "%8.3f  %9.3f  %+10.3f   %-18s  %-8s  %s",
                d.baseline(), d.candidate(), d.value(), interval, p, verdict));
  }

  /** Whether asking once more or labelling more articles would narrow the intervals. */
  private void repeats(Comparison c) {
    for (Scores run : List.of(c.baseline(), c.candidate())) {
      Repeats r = run.repeats();
      if (r.times() == 1) {
        continue;
      }
      line("");
      line(
          style.bold(Text.cell(r.times() + " repeats of " + run.model(), METRIC))
              + style.faint(
                  "  sd between articles  sd between repeats  of it noise  standard error"));
      for (Repeats.Spread s : r.spreads()) {
        line(
            Text.cell("  " + s.metric(), METRIC)
                + Text.format(
                    "  %19.3f  %18.3f  %10.0f%%  %.3f, asked once %.3f",
                    Math.sqrt(s.between()),
                    Math.sqrt(s.within()),
                    100 * s.noise(),
                    s.standardError(r.times()),
                    s.standardError(1)));
      }
      if (r.verdicts() > 0) {
        line("  " + r.changing() + " of " + r.verdicts() + " verdicts are not always the same");
      }
    }
  }

  private void flips(Comparison c) {
    list("Lost", c.flips().lost());
    list("Won", c.flips().won());
    line("");
    for (Map.Entry<String, McNemar> test : c.flips().mcNemar().entrySet()) {
      McNemar m = test.getValue();
      line(
          style.faint(
              Text.format(
                  "%s: %d lost, %d won; McNemar exact p %s (takes claims for independent:"
                      + " description only)",
                  test.getKey(), m.onlyFirst(), m.onlySecond(), FigureText.p(m.exactP()))));
    }
  }

  private void list(String title, List<Flip> list) {
    if (list.isEmpty()) {
      return;
    }
    line("");
    String shown = list.size() > flips ? ", the first " + flips + " shown (--flips)" : "";
    line(style.bold(title + " (" + list.size() + shown + ")"));
    for (Flip flip : list.stream().limit(flips).toList()) {
      line("  " + flip.id() + ": " + flip.text());
      line(
          style.faint(
              "    gold "
                  + flip.candidate().gold()
                  + "; baseline "
                  + flip.baseline().answered()
                  + ", candidate "
                  + flip.candidate().answered()));
      if (!flip.quote().isEmpty()) {
        line(style.faint("    “" + Text.shorten(flip.quote(), 160) + "”"));
      }
    }
  }

  private void changes(Comparison c) {
    if (c.changes().isEmpty()) {
      return;
    }
    line("");
    line(style.bold("What else differs"));
    c.changes()
        .forEach(
            x -> line(Text.cell("  " + x.what(), METRIC) + x.baseline() + " → " + x.candidate()));
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  /**
   * Figures of slices, below a comparison.
   *
   * @param by what the slices are, e.g. {@code topic}
   */
  public static String slices(String by, List<Slices.Slice> slices, Style style) {
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

  /** Two runs' judged figures, or the reason why there are none, below a comparison. */
  public static String judged(JudgedComparison judged) {
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
