package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.InputOptions;
import dev.claimbench.doctor.Price;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench doctor}: what to know of a model before a night is spent on it. */
@Command(
    name = "doctor",
    header = "Examines a model and its server before a run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Examines a model and its server before a run, one line per check: ok, warning or failed,"
          + " with",
      "what to do. Takes the options of `claimbench run`, so that it examines that very run; takes",
      "a minute or a few. Exit 0 without a failed check, 2 with one, 5 where nothing answers."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench doctor ollama/qwen3:8b --no-think --suite test --all",
      "  claimbench doctor ollama/qwen3:8b --quick",
      "  claimbench doctor openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1 --price-hour 1.20"
    })
final class DoctorCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "runtime/model[@where]")
  private String model;

  @Option(names = "--quick", description = "Only what takes four short calls, as `swap` does")
  private boolean quick;

  @Option(
      names = "--price-hour",
      paramLabel = "MONEY",
      description = "Price of the machine per hour")
  private double hour;

  @Option(names = "--price-in", paramLabel = "MONEY", description = "For a million prompt tokens")
  private double in;

  @Option(names = "--price-out", paramLabel = "MONEY", description = "For a million answer tokens")
  private double out;

  @Mixin private InputOptions inputs;
  @Mixin private RunOptions options;

  private final Environment environment;

  DoctorCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    AskingMethod method = options.method();
    ModelAccess access = options.access();
    PrintWriter err = err();
    RunLauncher launcher = options.launcher(environment, "", err);
    if (!(hour >= 0 && in >= 0 && out >= 0)) {
      throw new UserError("--price-hour, --price-in, --price-out: expected 0 or more");
    }
    ModelSpec named = ModelSpec.parse(model);
    if (named.isRecorded()) {
      throw new UserError("doctor: " + model + " is a journal; expected a model that can be asked");
    }
    Experiment experiment =
        new Experiment(named, inputs.inputs(), method, access, false, Path.of("runs"));
    // A wrong option is reported before the model is loaded.
    Optional<RunPlan> plan =
        quick
            ? Optional.empty()
            : Optional.of(experiment.plan(environment.project(), err::println));
    return new DoctorRunner(launcher, out()).examine(experiment, plan, new Price(hour, in, out));
  }
}
