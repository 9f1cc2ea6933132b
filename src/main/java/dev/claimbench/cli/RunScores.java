package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.align.Aligner;
import dev.claimbench.claim.UserError;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.ScoresReader;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.ScoresJson;
import dev.claimbench.score.Scoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Scores of what the user names: a run folder, scored anew from its journal, or a file. */
final class RunScores {
  // A comparison has intervals of its own, of differences.
  private static final Scoring SCORING =
      new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, 0, 0);

  private RunScores() {}

  static Scores load(Path path, Optional<Path> seeds, Optional<Path> gold) {
    if (Files.isRegularFile(path)) {
      return ScoresReader.read(path);
    }
    if (!Files.isDirectory(path)) {
      throw new UserError(path + ": not there; expected a run folder or a scores.json");
    }
    return ScoresReader.parse(path.toString(), ScoresJson.of(report(path, seeds, gold)));
  }

  static RunReport report(Path folder, Optional<Path> seeds, Optional<Path> gold) {
    RunFolder run = RunFolder.read(folder, seeds, gold);
    return new RunReport(run.manifest(), Claimbench.score(run, SCORING));
  }
}
