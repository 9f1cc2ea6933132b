package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.SimilarityOption;
import dev.claimbench.judge.JudgedRun;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.html.HtmlReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.report.json.TimingsJson;
import dev.claimbench.report.markdown.MarkdownReport;
import dev.claimbench.report.terminal.Explanation;
import dev.claimbench.report.terminal.ScorecardSummary;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.report.terminal.TerminalReport;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.score.Scoring;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.FolderLock;
import dev.claimbench.text.VisibleText;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Scores run folders, prints the scorecard, and writes what belongs into them.
 *
 * @param seeds where the articles are; empty takes each run's own folder
 * @param gold where the gold is; empty takes each run's own folder
 * @param seed for resampling; empty takes each run's own, so that the same bytes come out again
 * @param similarity what pairs claims
 * @param details every figure instead of the first screen
 */
record ScorecardWriter(
    Environment environment,
    Optional<Path> seeds,
    Optional<Path> gold,
    Optional<Integer> seed,
    SimilarityOption similarity,
    boolean details,
    PrintWriter out) {

  /** Of a run that another command makes, which prints what follows from it. */
  static ScorecardWriter silent(Environment environment, Inputs inputs, Optional<Integer> seed) {
    return new ScorecardWriter(
        environment,
        inputs.seeds(),
        inputs.gold(),
        seed,
        new SimilarityOption(),
        false,
        new PrintWriter(Writer.nullWriter()));
  }

  /** Returns whether every run is complete. */
  boolean show(List<Path> folders) {
    return complete(
        show(folders, folder -> RunFolder.read(folder, seeds, gold, environment.home())));
  }

  static boolean complete(List<RunReport> runs) {
    return runs.stream().allMatch(r -> r.scorecard().complete());
  }

  /**
   * The same of runs that were just made: their articles and gold are not read again.
   *
   * @return what was shown, in the order of the folders
   */
  List<RunReport> show(List<Path> folders, RunPlan plan) {
    Optional<Path> labels = gold.or(() -> plan.goldFolder().map(Path::of));
    Path from = Path.of(plan.seeds());
    return show(folders, folder -> RunFolder.read(folder, plan).withDevelopment(labels, from));
  }

  private List<RunReport> show(List<Path> folders, Function<Path, RunFolder> read) {
    // What was read later is written later: else a scoring of half a run could replace that of all.
    List<Path> locked =
        folders.stream()
            .filter(f -> Files.isRegularFile(f.resolve(Manifest.FILE), LinkOption.NOFOLLOW_LINKS))
            .filter(f -> Files.isWritable(f.resolve(Manifest.FILE)))
            .sorted()
            .distinct()
            .toList();
    List<RunReport> shown = new ArrayList<>();
    boolean unused = during(locked.iterator(), () -> shown.addAll(shown(folders, read)));
    return shown;
  }

  private static boolean during(
      Iterator<Path> folders, FolderLock.LockedAction<RuntimeException> step) {
    return folders.hasNext()
        ? FolderLock.during(folders.next(), Manifest.FILE, () -> during(folders, step))
        : step.run();
  }

  private List<RunReport> shown(List<Path> folders, Function<Path, RunFolder> read) {
    List<RunFolder> runs = folders.stream().map(read).toList();
    List<RunReport> reports = runs.stream().map(this::report).toList();
    // Printed before anything is written: on a full disk the figures are not lost.
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    out.print(
        details
            ? TerminalReport.toText(reports, style)
            : ScorecardSummary.toText(
                reports,
                folders.stream().map(f -> VisibleText.line(f.toString())).toList(),
                environment.program(),
                style));
    out.flush();
    for (int i = 0; i < folders.size(); i++) {
      Path folder = folders.get(i);
      RunReport report = reports.get(i);
      RunFolder run = runs.get(i);
      Path page = folder.resolve(HtmlReport.FILE);
      // The scores alone take as long as the others together.
      Stream.<Runnable>of(
              () ->
                  HtmlReport.summary(HtmlReport.FILE, name(folder), report, run.exchanges())
                      .write(page),
              () -> {
                AtomicFile.write(
                    folder.resolve(ScoresJson.FILE), out -> ScoresJson.write(report, out));
                AtomicFile.write(folder.resolve(TimingsJson.FILE), TimingsJson.toJson(report));
              },
              () ->
                  AtomicFile.write(
                      folder.resolve(MarkdownReport.FILE),
                      out -> MarkdownReport.write(report, out)))
          .parallel()
          .forEach(Runnable::run);
      similarity.keep(folder);
      if (details) {
        out.println("written: " + folder.resolve(ScoresJson.FILE) + ", " + MarkdownReport.FILE);
        out.println("to look at: " + page);
      }
    }
    out.flush();
    return reports;
  }

  /** A run folder's own name, so that a page does not tell where it was made. */
  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  RunReport report(RunFolder run) {
    Scoring scoring = scoring(run.folder(), run);
    return new RunReport(
        run.manifest(),
        Claimbench.score(run, scoring),
        scoring.similarity().name(),
        JudgedRun.read(run.folder()));
  }

  /** What a run's claims are paired with; no figure has an interval. */
  RunReport pairs(Path folder) {
    RunFolder run = RunFolder.read(folder, seeds, gold, environment.home());
    Scoring scoring = scoring(folder, run).withoutIntervals();
    return new RunReport(
        run.manifest(), Claimbench.score(run, scoring), scoring.similarity().name());
  }

  /** Prints how one score of a run came about; writes nothing but vectors that were made for it. */
  void explain(Path folder, String id) {
    RunFolder run = RunFolder.read(folder, seeds, gold, environment.home());
    Scoring scoring = scoring(folder, run).withoutIntervals();
    out.print(Explanation.explain(Claimbench.score(run, scoring), id, scoring));
    out.flush();
    similarity.keep(folder);
  }

  private Scoring scoring(Path folder, RunFolder run) {
    return similarity.scoring(folder, seed.orElse(run.manifest().sampling().seed()));
  }
}
