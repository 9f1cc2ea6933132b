package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunSettings;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.Machine;
import dev.claimbench.cli.progress.OverallProgress;
import dev.claimbench.cli.progress.Progress;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.AnswersModel;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers of another system as a run folder like any other, so that all that works on runs works on
 * them.
 */
record RecordedAnswers(Environment environment, PrintWriter err) {
  /**
   * Makes the run.
   *
   * @param file of answers
   * @param system what to call it
   * @return what was asked
   * @throws UserError for anything wrong with file or inputs
   */
  RunPlan ask(Path file, String system, Inputs inputs, int seed, Path folder)
      throws InterruptedException {
    Sampling sampling =
        new Sampling(
            0,
            Optional.empty(),
            Optional.empty(),
            seed,
            1,
            Duration.ofSeconds(1),
            Optional.empty());
    RunPlan plan = inputs.plan(environment.project(), sampling, Inputs.EVERY, err::println);
    RunSettings settings =
        new RunSettings(
            Main.Version.text(),
            Machine.describe(),
            environment.clock(),
            1,
            Duration.ofMillis(1),
            OptionalInt.of(1),
            err::println);
    try (AnswersModel model = new AnswersModel(file, system)) {
      Progress progress =
          new Progress(err, OptionalInt.empty(), environment.clock(), system, OverallProgress.NONE);
      var unused = Claimbench.run(plan, model, folder, settings, progress);
      model.unmatched().ifPresent(err::println);
      return plan;
    } catch (JournalException e) {
      throw new UserError(ExitCode.INCOMPLETE, e.getMessage());
    }
  }
}
