package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.doctor.CallTimes;
import dev.claimbench.doctor.CheckResult;
import dev.claimbench.doctor.Doctor;
import dev.claimbench.doctor.DoctorSettings;
import dev.claimbench.doctor.Price;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Examines the model of an experiment before it is run, and prints a line a check.
 *
 * @param out where the lines go
 */
record DoctorRunner(RunLauncher launcher, PrintWriter out) {
  /**
   * Examines it.
   *
   * @param plan what the run would ask; empty for what takes four short calls
   * @return the exit code: 0 without a failed check, 2 with one, 5 where nothing answers
   */
  int examine(Experiment experiment, Optional<RunPlan> plan, Price price) {
    return examine(experiment, plan, price, model -> {});
  }

  /**
   * Before a night is spent: four short calls, and then the first questions, by the clock.
   *
   * @param questions some of those that will be asked
   * @param times receives how long they took, where no check has failed
   * @return the exit code, as of the other
   */
  int examine(Experiment experiment, RunPlan questions, Consumer<CallTimes> times) {
    return examine(
        experiment,
        Optional.empty(),
        new Price(0, 0, 0),
        model -> {
          Sampling sampling = experiment.method().sampling(model, experiment.access().timeout());
          times.accept(
              CallTimes.measure(model, questions.withSampling(sampling).calls(model.info())));
        });
  }

  /** What is asked of a model in which no check has found a fault. */
  @FunctionalInterface
  private interface Questions {
    void ask(Model model) throws ModelException;
  }

  private int examine(
      Experiment experiment, Optional<RunPlan> plan, Price price, Questions questions) {
    List<CheckResult> all = new ArrayList<>();
    try (Model opened =
        Claimbench.open(
            experiment.access().places(experiment.model()),
            launcher.models(experiment.access()),
            launcher.err()::println)) {
      Sampling sampling = experiment.method().sampling(opened, experiment.access().timeout());
      DoctorSettings settings =
          new DoctorSettings(
              experiment.model(),
              experiment.access().context(),
              sampling,
              plan.isEmpty(),
              DoctorSettings.levels(experiment.model()),
              price,
              launcher.environment().clock(),
              launcher.environment().variables()::get);
      new Doctor(
              opened,
              settings,
              finding -> {
                all.add(finding);
                print(finding);
              })
          .examine(
              plan.isPresent()
                  ? plan.get().withSampling(sampling).calls(opened.info())
                  : List.of());
      if (all.stream().noneMatch(f -> f.level() == CheckResult.Level.FAILED)) {
        questions.ask(opened);
      }
    } catch (ModelException e) {
      CheckResult failed = new CheckResult(CheckResult.Level.FAILED, "speed", e.getMessage(), "");
      all.add(failed);
      print(failed);
    } catch (UserError e) {
      print(new CheckResult(CheckResult.Level.FAILED, "reach", e.getMessage(), ""));
      return e.exitCode();
    }
    boolean failed = all.stream().anyMatch(f -> f.level() == CheckResult.Level.FAILED);
    boolean reached = all.stream().anyMatch(f -> f.check().equals("reach") && ok(f));
    return !reached ? ExitCode.UNREACHABLE : failed ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private static boolean ok(CheckResult finding) {
    return finding.level() == CheckResult.Level.OK;
  }

  private void print(CheckResult finding) {
    out.printf(
        Locale.ROOT,
        "%-8s %-21s %s%s%n",
        finding.level().name().toLowerCase(Locale.ROOT),
        finding.check(),
        finding.found(),
        finding.advice().isEmpty() ? "" : "; " + finding.advice());
    out.flush();
  }
}
