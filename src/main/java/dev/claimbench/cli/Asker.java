package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.claim.UserError;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks models with progress shown; what stops it says how to go on.
 *
 * @param goOn the command line that goes on with what was stopped
 */
record Asker(Environment environment, RunOptions options, String goOn, PrintWriter err) {

  /**
   * Looks for a model without loading it, so that the second of two is missed before the first has
   * worked for an hour. One of the catalogue is downloaded.
   */
  void find(ModelSpec model) {
    Optional<Path> file;
    try {
      file = model.runtime().find(model, options.model(environment, err));
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
    if (file.isPresent()) {
      options.telling(environment, err, model).note(model.text() + ": " + file.get());
      return;
    }
    try (Model opened =
        Claimbench.open(options.places(model), options.model(environment, err), err::println)) {
      options.sampling(opened);
    }
  }

  /**
   * Asks all that the plan says.
   *
   * @return whether every call has an answer
   * @throws JournalException where a reply could not be kept
   */
  boolean ask(ModelSpec spec, RunPlan plan, Path folder)
      throws JournalException, InterruptedException {
    requireAble(spec, plan);
    Telling progress = options.telling(environment, err, spec);
    StopHook hook = new StopHook(() -> stopped(progress, folder));
    try (Model opened =
            options.identified(
                Claimbench.open(
                    options.places(spec), options.model(environment, err), progress::note));
        Model model = options.adapted(opened, plan, environment, err);
        EnergyRecorder energy = energy(spec, folder)) {
      energy.note().ifPresent(progress::note);
      boolean complete =
          Claimbench.run(
              plan.withSampling(options.sampling(model)),
              model,
              folder,
              options.settings(environment, progress::note),
              progress);
      energy.end();
      progress.summary();
      if (!complete) {
        progress.note(
            String.format(
                Locale.ROOT,
                "incomplete: %d of %d answered; %s",
                kept(folder),
                progress.total(),
                goOn));
      }
      return complete;
    } finally {
      hook.remove();
      progress.end();
    }
  }

  private EnergyRecorder energy(ModelSpec spec, Path folder) throws InterruptedException {
    PowerMeter meter =
        EnergyRecorder.here(options.places(spec)) ? PowerMeter.of(environment) : PowerMeter.NONE;
    return EnergyRecorder.start(meter, environment.clock(), folder);
  }

  /** Before the first of many calls is refused. */
  private static void requireAble(ModelSpec spec, RunPlan plan) {
    Optional<String> refusal = spec.runtime().refusal(plan.templates().keySet());
    if (refusal.isPresent()) {
      throw new UserError(spec.text() + " " + refusal.get());
    }
  }

  /** Answers in the journal; failed calls are none. */
  private static long kept(Path folder) {
    return RunStore.read(folder).values().stream().filter(e -> e.reply().isPresent()).count();
  }

  private void stopped(Telling progress, Path folder) {
    // The runner tells its listener under this lock: no line of progress comes between.
    synchronized (progress) {
      progress.note(
          String.format(
              Locale.ROOT,
              "stopped: %d of %d answers are safe in %s; %s",
              kept(folder),
              progress.total(),
              folder,
              goOn));
      err.flush();
    }
  }
}
