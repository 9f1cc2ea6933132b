package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.align.Aligner;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.ScoresReader;
import dev.claimbench.dataset.GoldVerdictFormat;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scores of what the user names: a run folder, scored anew from its journal, or a file. */
final class RunScores {
  // A comparison has intervals of its own, of differences.
  private static final Scoring SCORING =
      new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, 0, 0);

  private static final Pattern REPEAT = Pattern.compile("^(.+)@([0-9]{1,6})");

  private RunScores() {}

  /**
   * What was read.
   *
   * @param again reads the run's folder once more; empty for a file of scores, which has no replies
   */
  record Loaded(Scores scores, Optional<Supplier<RunFolder>> again) {
    /** The run; empty for a file of scores. */
    Optional<RunFolder> run() {
      return again.map(Supplier::get);
    }
  }

  static Scores load(Path path, Optional<Path> seeds, Optional<Path> gold) {
    return Files.isRegularFile(path)
        ? ScoresReader.read(path)
        : Claimbench.scores(report(path, seeds, gold), path.toString());
  }

  /**
   * Runs to be compared by the figures of a policy; others are not counted. The articles and gold
   * of several on the same ones are read once.
   */
  static List<Loaded> loaded(
      List<Path> paths, Policy policy, Optional<Path> seeds, Optional<Path> gold) {
    List<Metric> metrics =
        Metrics.all().stream().filter(m -> policy.compared().contains(m.name())).toList();
    List<Loaded> loaded = new ArrayList<>();
    Optional<RunFolder> before = Optional.empty();
    for (Path path : paths) {
      if (Files.isRegularFile(path)) {
        loaded.add(new Loaded(ScoresReader.read(path), Optional.empty()));
        continue;
      }
      RunFolder run = folder(path, seeds, gold, before);
      before = Optional.of(run.withoutAnswers());
      Scorecard card = Scorecard.compute(run.results(), SCORING, metrics, run.training());
      Scores scores = Claimbench.scores(new RunReport(run.manifest(), card), path.toString());
      // Most commands look at the scores alone, and two large runs are too much for one memory.
      boolean isLarge = run.manifest().verdicts().size() > GoldVerdictFormat.FEW;
      loaded.add(
          new Loaded(scores, Optional.of(isLarge ? () -> folder(path, seeds, gold) : () -> run)));
    }
    return loaded;
  }

  static RunReport report(Path folder, Optional<Path> seeds, Optional<Path> gold) {
    return report(folder(folder, seeds, gold));
  }

  private static RunReport report(RunFolder run) {
    return new RunReport(run.manifest(), Claimbench.score(run, SCORING));
  }

  /** Each repeat of a run as a run of its own. */
  static List<Scores> repeats(Path folder, Optional<Path> seeds, Optional<Path> gold) {
    RunFolder run = folder(folder, seeds, gold);
    List<Scores> repeats = new ArrayList<>();
    for (int repeat = 1; repeat <= run.manifest().repeats(); repeat++) {
      repeats.add(Claimbench.scores(report(run.repeat(repeat)), folder + "@" + repeat));
    }
    return repeats;
  }

  /** A run folder, or one repeat of it: {@code runs/x@2}. */
  static RunFolder folder(Path path, Optional<Path> seeds, Optional<Path> gold) {
    return folder(path, seeds, gold, Optional.empty());
  }

  private static RunFolder folder(
      Path path, Optional<Path> seeds, Optional<Path> gold, Optional<RunFolder> beside) {
    if (Files.isDirectory(path)) {
      return RunFolder.read(path, seeds, gold, Path.of(""), beside);
    }
    Matcher one = REPEAT.matcher(path.toString());
    if (one.matches() && Files.isDirectory(Path.of(one.group(1)))) {
      return RunFolder.read(Path.of(one.group(1)), seeds, gold, Path.of(""), beside)
          .repeat(Integer.parseInt(one.group(2)));
    }
    throw new UserError(path + ": not there; expected a run folder or a scores.json");
  }
}
