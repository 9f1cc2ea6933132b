package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.report.MarkdownReport;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.ScoresJson;
import dev.claimbench.report.Style;
import dev.claimbench.report.TerminalReport;
import dev.claimbench.report.TimingsJson;
import dev.claimbench.run.AtomicFile;
import dev.claimbench.score.Scoring;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores run folders, writes what belongs into them, and prints the scorecard. */
final class Scoreboard {
  private Scoreboard() {}

  /** Returns whether every run is complete. */
  static boolean show(
      List<Path> folders,
      Optional<Path> seeds,
      Optional<Path> gold,
      Scoring scoring,
      boolean colors,
      PrintWriter out) {
    List<RunReport> reports = new ArrayList<>();
    for (Path folder : folders) {
      RunFolder run = RunFolder.read(folder, seeds, gold);
      RunReport report = new RunReport(run.manifest(), Claimbench.score(run, scoring));
      AtomicFile.write(folder.resolve(ScoresJson.FILE), ScoresJson.of(report));
      AtomicFile.write(folder.resolve(TimingsJson.FILE), TimingsJson.of(report));
      AtomicFile.write(folder.resolve(MarkdownReport.FILE), MarkdownReport.of(report));
      reports.add(report);
    }
    out.print(TerminalReport.of(reports, colors ? Style.COLOR : Style.PLAIN));
    for (Path folder : folders) {
      out.println("written: " + folder.resolve(ScoresJson.FILE) + ", " + MarkdownReport.FILE);
    }
    out.flush();
    return reports.stream().allMatch(r -> r.scorecard().complete());
  }
}
