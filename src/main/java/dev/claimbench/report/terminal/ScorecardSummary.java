package dev.claimbench.report.terminal;

import dev.claimbench.report.AgainstBaseline;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Score;
import dev.claimbench.score.UsageTotal;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The first screen of a scored run: what decides, in words, in a dozen lines of at most 80
 * characters. {@link TerminalReport} has the rest.
 */
public final class ScorecardSummary {
  private static final int LABEL = 16;
  private static final int MODEL = 26;
  private static final int COLUMN = 18;

  private final String program;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private ScorecardSummary(String program, Style style) {
    this.program = program;
    this.style = style;
  }

  /**
   * The text; the same bytes for the same runs in {@link Style#PLAIN}.
   *
   * @param folders where the runs are, as the user types it; the page and the next command name
   *     them
   * @param program how the program was started, such as {@code ./claimbench}
   */
  public static String toText(
      List<RunReport> runs, List<String> folders, String program, Style style) {
    ScorecardSummary summary = new ScorecardSummary(program, style);
    summary.line("");
    if (runs.size() == 1) {
      summary.run(runs.get(0));
    } else {
      summary.table(runs);
    }
    for (RunReport run : runs) {
      TerminalReport.problems(run)
          .forEach(
              text ->
                  summary.line(style.warn(runs.size() == 1 ? text : run.model() + ": " + text)));
    }
    summary.next(runs, folders);
    return summary.out.toString();
  }

  private void run(RunReport run) {
    line(style.bold(run.model()) + ": " + heading(run));
    Map<String, Outcomes> outcomes = run.scorecard().outcomes();
    if (outcomes.containsKey(Tasks.EXTRACT.name())) {
      figure(run, "extract.f1", "Claims F1", "%s (1 is best)", false);
      if (run.scorecard()
          .find("extract.f1")
          .filter(f -> f.score() instanceof Score.Scored)
          .isPresent()) {
        figure(run, "extract.recall", "Claims found", "%s of %d that must be found", true);
        figure(run, "extract.precision", "Claims right", "%s of the %d it gave", true);
      } else {
        figure(run, "extract.grounded", "Quotes copied", "%s of %d", true);
      }
    }
    if (outcomes.containsKey(Tasks.VERIFY.name())) {
      figure(run, "verify.accuracy", "Verdicts right", "%s of %d", true);
      AgainstBaseline.compute(run.scorecard(), run.manifest().sampling().seed())
          .forEach(baseline -> line(Text.cell("", LABEL) + baseline.toText()));
    }
    labelled("Answers", answers(run));
    int cached = run.scorecard().usage().values().stream().mapToInt(UsageTotal::cached).sum();
    if (cached > 0) {
      int calls = run.scorecard().usage().values().stream().mapToInt(UsageTotal::calls).sum();
      labelled("", Text.format("%,d of %,d from the cache (--no-cache asks again)", cached, calls));
    }
  }

  private void figure(RunReport run, String name, String label, String format, boolean percent) {
    run.scorecard()
        .find(name)
        .ifPresent(
            figure ->
                labelled(
                    label,
                    figure.score() instanceof Score.Scored scored
                        ? scored(scored, format, percent)
                        : "not scored: " + ((Score.Unscored) figure.score()).why()));
  }

  private static String scored(Score.Scored scored, String format, boolean percent) {
    String value = percent ? FigureText.percent(scored.value()) : FigureText.value(scored);
    return Text.format(format, value, scored.n())
        + scored
            .interval()
            .map(
                i ->
                    percent
                        ? FigureText.percent(i.low()) + " to " + FigureText.percent(i.high())
                        : FigureText.interval(scored))
            .map(range -> ", 95% interval " + range)
            .orElse("");
  }

  /** A row a model, and a row a baseline. */
  private void table(List<RunReport> runs) {
    line(heading(runs.get(0)));
    line(
        style.faint(
            Text.cell("", MODEL)
                + Text.cell("claims found", COLUMN)
                + Text.cell("claims right", COLUMN)
                + "verdicts right"));
    for (RunReport run : runs) {
      line(
          style.bold(Text.cell(Text.shorten(run.model(), MODEL - 2), MODEL))
              + Text.cell(cell(run, "extract.recall"), COLUMN)
              + Text.cell(cell(run, "extract.precision"), COLUMN)
              + cell(run, "verify.accuracy"));
    }
    // The baselines do not depend on the model, but for its own without the article.
    AgainstBaseline.compute(runs.get(0).scorecard(), runs.get(0).manifest().sampling().seed())
        .stream()
        .filter(b -> !b.what().contains("model"))
        .forEach(
            b ->
                line(
                    style.faint(
                        Text.cell(b.what(), MODEL + 2 * COLUMN) + FigureText.percent(b.value()))));
    for (RunReport run : runs) {
      if (!allParsed(run)) {
        line(run.model() + ": " + answers(run));
      }
    }
  }

  private static String cell(RunReport run, String name) {
    return run.scorecard()
        .find(name)
        .map(Figure::score)
        .filter(Score.Scored.class::isInstance)
        .map(Score.Scored.class::cast)
        .map(
            s ->
                FigureText.percent(s.value())
                    + s.interval()
                        .map(
                            i ->
                                " (" + whole(i.low()) + " to " + FigureText.percent(i.high()) + ")")
                        .orElse(""))
        .orElse("–");
  }

  private static String whole(double share) {
    return FigureText.percent(share).replace("%", "");
  }

  private static String heading(RunReport run) {
    Manifest manifest = run.manifest();
    int asked = manifest.verdictsAsked();
    String mark = run.scorecard().mark();
    // Of a choice of articles the rest is in other articles: --suite, not --all.
    boolean chosen = manifest.articlesExtracted() < manifest.articles().size();
    return FigureText.articles(manifest)
        + (asked == 0
            ? ""
            : Text.format(", %,d", asked)
                + (asked == manifest.verdictsInGold()
                    ? " verdicts"
                    : Text.format(
                        " of %,d verdicts%s",
                        manifest.verdictsInGold(),
                        mark.isEmpty() && !chosen ? " (--all for all)" : "")))
        + (manifest.repeats() == 1 ? "" : ", asked " + manifest.repeats() + " times")
        + (mark.isEmpty() || manifest.gold().isEmpty() ? "" : "; intervals " + mark);
  }

  private static boolean allParsed(RunReport run) {
    return run.scorecard().outcomes().values().stream().allMatch(o -> o.parsed() == o.calls());
  }

  private static String answers(RunReport run) {
    int calls = 0;
    int parsed = 0;
    int[] lost = new int[4];
    for (Outcomes o : run.scorecard().outcomes().values()) {
      calls += o.calls();
      parsed += o.parsed();
      lost[0] += o.invalid();
      lost[1] += o.truncated();
      lost[2] += o.refused();
      lost[3] += o.failed();
    }
    if (parsed == calls) {
      return Text.format("all %,d could be read", calls);
    }
    String[] names = {"invalid", "truncated", "refused", "failed"};
    StringBuilder text = new StringBuilder(Text.format("%,d of %,d could be read", parsed, calls));
    for (int i = 0; i < lost.length; i++) {
      if (lost[i] > 0) {
        text.append(Text.format(", %,d %s", lost[i], names[i]));
      }
    }
    // A failed call is no answer; the others are, and wrong ones.
    return text + (lost[0] + lost[1] + lost[2] > 0 ? " (no answer counts as a wrong one)" : "");
  }

  private void next(List<RunReport> runs, List<String> folders) {
    boolean complete = runs.stream().allMatch(r -> r.scorecard().complete());
    labelled("All figures", program + " score " + String.join(" ", folders) + " --details");
    labelled(
        "Page",
        folders.get(0) + "/report.html" + (folders.size() > 1 ? ", and so in each folder" : ""));
    List<String> large =
        IntStream.range(0, runs.size())
            .filter(i -> runs.get(i).isLarge())
            .mapToObj(folders::get)
            .toList();
    if (!large.isEmpty()) {
      labelled(
          "All answers",
          program
              + " report "
              + large.get(0)
              + " --format html"
              + (large.size() > 1 ? ", and so of each large run" : ""));
    }
    if (!complete) {
      labelled("Next", "the same command with --out " + folders.get(0) + " asks what failed again");
    } else if (folders.size() > 1) {
      labelled("Next", program + " compare " + String.join(" ", folders));
    } else {
      labelled("Next", program + " compare " + folders.get(0) + " ANOTHER-RUN");
    }
  }

  private void labelled(String label, String text) {
    line(style.faint(Text.cell(label, LABEL)) + text);
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
