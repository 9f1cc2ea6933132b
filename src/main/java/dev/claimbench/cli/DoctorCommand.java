package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.claim.UserError;
import dev.claimbench.doctor.Doctor;
import dev.claimbench.doctor.Finding;
import dev.claimbench.doctor.Price;
import dev.claimbench.doctor.Visit;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.RunPlan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench doctor}: what to know of a model before a night is spent on it. */
@Command(
    name = "doctor",
    header = "Examines a model and its server before a run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Examines a model and its server before a run, a line a check: ok, warning or failed, with",
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
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "runtime/model[@where]")
  private String model;

  @Option(names = "--quick", description = "Only what takes four short calls, as `swap` does")
  private boolean quick;

  @Option(names = "--price-hour", paramLabel = "MONEY", description = "Of the machine, an hour")
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
    options.check();
    if (!(hour >= 0 && in >= 0 && out >= 0)) {
      throw new UserError("--price-hour, --price-in, --price-out: expected 0 or more");
    }
    ModelSpec named = ModelSpec.parse(model);
    if (named.isRecorded()) {
      throw new UserError("doctor: " + model + " is a journal; expected a model that can be asked");
    }
    PrintWriter err = spec.commandLine().getErr();
    // A wrong option is told before the model is loaded.
    Optional<RunPlan> plan =
        quick
            ? Optional.empty()
            : Optional.of(inputs.plan(environment, options.base(), RunCommand.VERDICTS, err));
    List<Finding> all = new ArrayList<>();
    try (Model opened =
        Claimbench.open(options.places(named), options.model(environment, err), err::println)) {
      Sampling sampling = options.sampling(opened);
      Visit visit =
          new Visit(
              named,
              options.context(),
              sampling,
              quick,
              Visit.levels(named),
              new Price(hour, in, out),
              environment.clock());
      new Doctor(
              opened,
              visit,
              finding -> {
                all.add(finding);
                tell(finding);
              })
          .examine(
              plan.isPresent()
                  ? plan.get().withSampling(sampling).calls(opened.info())
                  : List.of());
    } catch (UserError e) {
      tell(new Finding(Finding.Level.FAILED, "reach", e.getMessage(), ""));
      return e.exitCode();
    }
    boolean failed = all.stream().anyMatch(f -> f.level() == Finding.Level.FAILED);
    boolean reached = all.stream().anyMatch(f -> f.check().equals("reach") && ok(f));
    return !reached ? ExitCode.UNREACHABLE : failed ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private static boolean ok(Finding finding) {
    return finding.level() == Finding.Level.OK;
  }

  private void tell(Finding finding) {
    PrintWriter to = spec.commandLine().getOut();
    to.printf(
        Locale.ROOT,
        "%-8s %-21s %s%s%n",
        finding.level().name().toLowerCase(Locale.ROOT),
        finding.check(),
        finding.found(),
        finding.advice().isEmpty() ? "" : "; " + finding.advice());
    to.flush();
  }
}
