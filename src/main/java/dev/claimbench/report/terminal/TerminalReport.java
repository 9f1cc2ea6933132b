package dev.claimbench.report.terminal;

import dev.claimbench.align.WritingScript;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Think;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.Headline;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Score;
import dev.claimbench.score.UsageTotal;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The scorecard for a terminal; several models side by side. */
public final class TerminalReport {
  private static final int LABEL = 36;
  private static final int COLUMN = 33;

  private final List<RunReport> runs;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private TerminalReport(List<RunReport> runs, Style style) {
    this.runs = runs;
    this.style = style;
  }

  /** The text; the same bytes for the same runs in {@link Style#PLAIN}. */
  public static String toText(List<RunReport> runs, Style style) {
    return new TerminalReport(runs, style).render();
  }

  private String render() {
    line("");
    runs.forEach(this::title);
    Headline.ALL.forEach(this::group);
    confusion();
    outcomes();
    cost();
    runs.forEach(run -> warnings(run).forEach(text -> warn(run.model() + ": " + text)));
    runs.forEach(this::cached);
    line("");
    return out.toString();
  }

  private void title(RunReport run) {
    Manifest manifest = run.manifest();
    String quantization = manifest.model().quantization();
    line(style.bold(run.model()) + (quantization.isEmpty() ? "" : " (" + quantization + ")"));
    int asked = manifest.verdictsAsked();
    String verdicts =
        asked == 0
            ? ""
            : asked == manifest.verdictsInGold()
                ? asked + " verdicts, "
                : asked
                    + " of "
                    + manifest.verdictsInGold()
                    + " verdicts (fixed choice; --all for all), ";
    String gold =
        manifest.gold().isEmpty() ? "no gold" : "gold " + manifest.goldHash().substring(0, 12);
    String mark = run.scorecard().mark();
    String intervals = mark.isEmpty() || manifest.gold().isEmpty() ? "" : ", intervals " + mark;
    line(
        FigureText.articles(manifest)
            + ", "
            + verdicts
            + gold
            + (manifest.repeats() == 1 ? "" : ", asked " + manifest.repeats() + " times")
            + intervals);
  }

  private void group(Headline group) {
    if (runs.stream().noneMatch(r -> r.scorecard().outcomes().containsKey(group.task()))) {
      return;
    }
    line("");
    if (runs.size() > 1) {
      out.append(Text.cell("", LABEL));
      runs.forEach(r -> out.append(style.bold(Text.cell(shorten(r.model()), COLUMN))));
      line("");
    }
    out.append(style.bold(Text.cell(group.title(), LABEL)));
    runs.forEach(r -> out.append(style.faint(Text.cell("value   95% interval         n", COLUMN))));
    line("");
    for (Headline.Line headline : group.lines()) {
      if (!headline.always() && runs.stream().noneMatch(r -> scored(r, headline.figure()))) {
        continue;
      }
      out.append(Text.cell("  " + headline.label(), LABEL));
      for (RunReport run : runs) {
        out.append(
            Text.cell(
                run.scorecard().find(headline.figure()).map(TerminalReport::cell).orElse(""),
                COLUMN));
      }
      line("");
    }
    if (group.task().equals(Tasks.VERIFY.name())) {
      runs.stream()
          .map(r -> "  (claim alone: " + FigureText.learnedFrom(r.scorecard().training()) + ")")
          .distinct()
          .forEach(text -> line(style.faint(text)));
    }
  }

  private static boolean scored(RunReport run, String name) {
    return figure(run, name).isPresent();
  }

  private static String cell(Figure figure) {
    if (figure.score() instanceof Score.Scored scored) {
      return Text.format(
          "%-7s %-16s %5d", FigureText.value(scored), FigureText.interval(scored), scored.n());
    }
    String why = ((Score.Unscored) figure.score()).why();
    return "–       " + (why.length() > 23 ? why.substring(0, 22) + "…" : why);
  }

  private void confusion() {
    for (RunReport run : runs) {
      if (run.scorecard().verdicts().isEmpty()) {
        continue;
      }
      line("");
      line(
          style.bold(Text.cell("Gold ↓  answered →", LABEL))
              + style.faint("SUPPORTED   REFUTED   NOT_ENOUGH_INFO   none")
              + suffix(run));
      List<Verdict> labels = List.of(Verdict.values());
      for (int i = 0; i < labels.size(); i++) {
        List<Integer> row = run.scorecard().confusion().get(i);
        line(
            Text.cell("  " + labels.get(i), LABEL)
                + Text.format("%9d %9d %17d %6d", row.get(0), row.get(1), row.get(2), row.get(3)));
      }
    }
  }

  private void outcomes() {
    line("");
    line(
        style.bold(Text.cell("Answers", LABEL))
            + style.faint("parsed  invalid  truncated  refused  failed"));
    for (RunReport run : runs) {
      run.scorecard()
          .outcomes()
          .forEach((task, o) -> line(Text.cell("  " + task, LABEL) + counts(o) + suffix(run)));
    }
  }

  private static String counts(Outcomes o) {
    String unwrapped = o.wrapped() == 0 ? "" : "  " + o.wrapped() + " in a fence or after <think>";
    return Text.format(
            "%6d %8d %10d %8d %7d", o.parsed(), o.invalid(), o.truncated(), o.refused(), o.failed())
        + unwrapped;
  }

  private void cost() {
    line("");
    line(
        style.bold(Text.cell("Cost", LABEL))
            + style.faint(
                " calls   prompt tokens   answer tokens     time   tok/s   by the clock"));
    for (RunReport run : runs) {
      run.scorecard()
          .usage()
          .forEach(
              (task, u) -> {
                line(Text.cell("  " + task, LABEL) + usage(u) + suffix(run));
                if (u.thought() > 0) {
                  line(Text.cell("    of it thinking", LABEL) + thinking(u) + suffix(run));
                }
              });
    }
  }

  private static String usage(UsageTotal u) {
    return Text.format(
        "%6d %15s %15s %8s %7s %14s",
        u.calls(),
        tokens(u, u.promptTokens()),
        tokens(u, u.answerTokens()),
        FigureText.time(u.total()),
        rate(u.answerTokensPerSecond()),
        rate(u.answerTokensPerSecondByClock()));
  }

  private static String thinking(UsageTotal u) {
    return Text.format(
        "%6d %15s %15s %8s",
        u.thought(),
        "",
        u.thinkingTokens() == 0 ? "–" : Text.format("%,d", u.thinkingTokens()),
        FigureText.time(u.thinking()));
  }

  /** Where the runtime reported no counts, no zero is shown. */
  private static String tokens(UsageTotal u, long tokens) {
    return u.unknown() == u.calls() ? "–" : Text.format("%,d", tokens);
  }

  private static String rate(OptionalDouble tokensPerSecond) {
    return tokensPerSecond.isPresent() ? Text.format("%.1f", tokensPerSecond.getAsDouble()) : "–";
  }

  /** What must be read before a run's figures are; usually nothing. */
  public static List<String> warnings(RunReport run) {
    List<String> warnings = new ArrayList<>(problems(run));
    OptionalDouble model = figure(run, "verify.macroF1");
    OptionalDouble constant = figure(run, "verify.baseline.constant.macroF1");
    if (model.isPresent()
        && constant.isPresent()
        && model.getAsDouble() <= constant.getAsDouble()) {
      // A figure alone would look like knowledge.
      warnings.add("its verdicts are no better than always giving the same answer.");
    }
    return warnings;
  }

  /** What went wrong in the asking or reading. */
  static List<String> problems(RunReport run) {
    List<String> warnings = new ArrayList<>(thinking(run));
    if (!run.scorecard().complete()) {
      warnings.add("incomplete. Failed calls are no answers, so there are no figures yet.");
    }
    long other = inOtherScript(run);
    if (other > 0) {
      warnings.add(
          Text.format(
              "%,d of its articles are mostly in another script than Latin. Pairing, numbers and"
                  + " negations are read in English only: claims are not compared with gold in such"
                  + " a script.",
              other));
    }
    return warnings;
  }

  /** Whether it thought as it was told; servers drop the word without saying so. */
  private static List<String> thinking(RunReport run) {
    Collection<UsageTotal> usage = run.scorecard().usage().values();
    int calls = usage.stream().mapToInt(UsageTotal::calls).sum();
    int thought = usage.stream().mapToInt(UsageTotal::thought).sum();
    Think wanted = run.manifest().sampling().think().orElse(null);
    if (wanted != null && wanted.isOff() && thought > 0) {
      return List.of(
          Text.format(
              "told not to think, it thought in %,d of %,d calls all the same.", thought, calls));
    }
    if (wanted != null && !wanted.isOff() && thought == 0 && calls > 0) {
      return List.of(Text.format("told to think, it did so in none of %,d calls.", calls));
    }
    return List.of();
  }

  /** Articles of either task whose text, or what was labelled or said of it, is in one. */
  private static long inOtherScript(RunReport run) {
    Stream<String> extracted =
        run.scorecard().articles().stream()
            .filter(
                a ->
                    a.inOtherScript()
                        || WritingScript.isMostlyOther(a.result().article().text())
                        || a.predicted().stream()
                            .anyMatch(c -> WritingScript.isMostlyOther(c.text())))
            .map(ArticleDetail::id);
    Stream<String> judged =
        run.scorecard().verdicts().stream()
            .filter(
                v ->
                    WritingScript.isMostlyOther(v.gold().claim().text())
                        || WritingScript.isMostlyOther(v.result().article().text()))
            .map(v -> v.gold().article());
    return Stream.concat(extracted, judged).distinct().count();
  }

  private void cached(RunReport run) {
    int hits = run.scorecard().usage().values().stream().mapToInt(UsageTotal::cached).sum();
    int calls = run.scorecard().usage().values().stream().mapToInt(UsageTotal::calls).sum();
    if (hits > 0) {
      line("");
      line(
          Text.format(
              "%s: %,d of %,d answers are from the cache (replies.jsonl says of which run;"
                  + " --no-cache)",
              run.model(), hits, calls));
    }
  }

  private static OptionalDouble figure(RunReport run, String name) {
    return run.scorecard().find(name).map(f -> f.score().figure()).orElse(OptionalDouble.empty());
  }

  private void warn(String text) {
    line("");
    line(style.warn(text));
  }

  private String suffix(RunReport run) {
    return runs.size() == 1 ? "" : "  " + shorten(run.model());
  }

  private static String shorten(String model) {
    int most = COLUMN - 2;
    return model.length() > most ? "…" + model.substring(model.length() - most + 1) : model;
  }

  private void line(String text) {
    out.append(text);
    while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    out.append('\n');
  }
}
