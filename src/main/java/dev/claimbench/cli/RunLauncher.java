package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.ExperimentRunner;
import dev.claimbench.RunFolder;
import dev.claimbench.RunSettings;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.Machine;
import dev.claimbench.cli.progress.JsonProgress;
import dev.claimbench.cli.progress.OverallProgress;
import dev.claimbench.cli.progress.Progress;
import dev.claimbench.cli.progress.ProgressReporter;
import dev.claimbench.cli.progress.StopHook;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Cache;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Runs experiments with progress shown; what stops one says how it is resumed.
 *
 * @param settings their notes are not used: a run's notes go to its own progress
 * @param json progress as JSON lines
 * @param resume the line that resumes what was stopped
 * @param whole what each run is a stage of
 */
record RunLauncher(
    Environment environment,
    RunSettings settings,
    boolean json,
    String resume,
    PrintWriter err,
    OverallProgress whole) {

  RunLauncher(
      Environment environment, RunSettings settings, boolean json, String resume, PrintWriter err) {
    this(environment, settings, json, resume, err, OverallProgress.NONE);
  }

  RunLauncher within(OverallProgress other) {
    return new RunLauncher(environment, settings, json, resume, err, other);
  }

  static RunSettings settings(
      Environment environment, int tries, OptionalInt concurrency, boolean cached) {
    return new RunSettings(
        Main.Version.text(),
        Machine.describe(),
        environment.clock(),
        tries,
        Duration.ofSeconds(1),
        concurrency,
        note -> {},
        cached ? Optional.of(new Cache(environment.caches().replies())) : Optional.empty());
  }

  /** What a model is opened with. */
  ModelOptions models(ModelAccess access) {
    // What is written over on a terminal is no line for a machine.
    OptionalInt width = json ? OptionalInt.empty() : environment.progressWidth();
    return access.options(
        environment.variables(), DownloadedModels.standard(environment, err, width));
  }

  ProgressReporter progress(ModelSpec model) {
    return json
        ? new JsonProgress(err, environment.clock(), model.text(), whole)
        : new Progress(err, environment.progressWidth(), environment.clock(), model.text(), whole);
  }

  /**
   * Looks for a model without loading it, so that the second of two is missed before the first has
   * worked for an hour. One of the catalogue is downloaded.
   */
  void find(Experiment experiment) {
    ModelSpec model = experiment.model();
    ModelAccess access = experiment.access();
    Optional<Path> file;
    try {
      file = model.runtime().find(model, models(access));
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
    if (file.isPresent()) {
      progress(model).note(model.text() + ": " + file.get());
      return;
    }
    try (Model opened = Claimbench.open(access.places(model), models(access), err::println)) {
      var unused = experiment.method().sampling(opened, access.timeout());
    }
  }

  /**
   * Asks everything and writes what belongs into the folder.
   *
   * @return whether every call has an answer
   */
  boolean run(Experiment experiment) throws InterruptedException {
    RunPlan plan = experiment.plan(environment.project(), err::println);
    boolean complete = ask(experiment, plan);
    List<RunReport> unused =
        ScorecardWriter.silent(
                environment, experiment.inputs(), Optional.of(experiment.method().seed()))
            .show(List.of(experiment.out()), plan);
    return complete;
  }

  /** A run that has calls without an answer; that was said, with how it is resumed. */
  static final class IncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Runs what must be complete to go on.
   *
   * @throws IncompleteException where it is not
   */
  RunFolder complete(Experiment experiment) {
    try {
      if (!run(experiment)) {
        throw new IncompleteException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(ExitCode.INCOMPLETE, "interrupted; " + resume);
    }
    return RunFolder.read(experiment.out(), Optional.empty(), Optional.empty());
  }

  /**
   * Asks all that the plan says.
   *
   * @return whether every call has an answer
   * @throws UserError where a reply could not be kept
   */
  boolean ask(Experiment experiment, RunPlan plan) throws InterruptedException {
    if (experiment.model().isRecorded()) {
      JournalDamage.tell(List.of(Path.of(experiment.model().model())), err);
    }
    try {
      boolean complete = ask(experiment, plan, experiment.out());
      if (experiment.withoutArticle()) {
        err.println("once more, without the article:");
        Path inside = experiment.out().resolve(RunPlan.WITHOUT_ARTICLE);
        complete &= ask(experiment, plan.withoutArticle(), inside);
      }
      return complete;
    } catch (JournalException e) {
      // Where a reply cannot be written, scores cannot either.
      throw new UserError(ExitCode.INCOMPLETE, e.getMessage() + "; " + resume);
    }
  }

  private boolean ask(Experiment experiment, RunPlan plan, Path folder)
      throws JournalException, InterruptedException {
    ModelSpec spec = experiment.model();
    ProgressReporter progress = progress(spec);
    Consumer<String> notes = progress::note;
    StopHook hook = new StopHook(() -> stopped(progress, folder));
    ExperimentRunner runner =
        new ExperimentRunner(environment.project(), this::models, settings.withNotes(notes));
    try (Model model = runner.open(experiment, plan, notes);
        EnergyRecorder energy = energy(experiment, folder)) {
      energy.note().ifPresent(notes);
      boolean complete =
          Claimbench.run(
              plan.withSampling(experiment.method().sampling(model, experiment.access().timeout())),
              model,
              folder,
              runner.settings(),
              progress);
      energy.end();
      progress.summary();
      if (!complete) {
        progress.note(
            Text.format(
                "incomplete: %d of %d answered; %s", answered(folder), progress.total(), resume));
      }
      return complete;
    } finally {
      hook.remove();
      progress.end();
    }
  }

  private EnergyRecorder energy(Experiment experiment, Path folder) throws InterruptedException {
    PowerMeter meter =
        EnergyRecorder.here(
                experiment.access().places(experiment.model()), environment.variables()::get)
            ? PowerMeter.from(environment)
            : PowerMeter.NONE;
    return EnergyRecorder.start(meter, environment.clock(), folder);
  }

  /** Answers in the journal; failed calls are none. */
  private static long answered(Path folder) {
    return RunStore.read(folder).values().stream().filter(e -> e.reply().isPresent()).count();
  }

  private void stopped(ProgressReporter progress, Path folder) {
    // The runner tells its listener under this lock: no line of progress comes between.
    synchronized (progress) {
      progress.note(
          Text.format(
              "stopped: %d of %d answers are safe in %s; %s",
              answered(folder), progress.total(), folder, resume));
      err.flush();
    }
  }
}
