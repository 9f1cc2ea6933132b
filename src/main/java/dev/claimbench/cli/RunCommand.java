package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunSettings;
import dev.claimbench.claim.UserError;
import dev.claimbench.model.Families;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.catalogue.Catalogue;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunPlan;
import dev.claimbench.score.Scoring;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench run}: asks one or more models and scores what they answer. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks models for claims and verdicts on articles, scores the answers against the gold set",
      "and writes runs/<id>/. Without arguments: the small default model on five articles."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench run",
      "  claimbench run --model ollama/qwen2.5:7b --model ollama/qwen3:8b --all",
      "  claimbench run --model openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1 --seeds my-articles"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private InputOptions inputs;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      description =
          "runtime/model[@where]; several are asked one after the other. Default: gguf/"
              + Catalogue.DEFAULT_MODEL)
  private List<String> models = List.of("gguf/" + Catalogue.DEFAULT_MODEL);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run folder; one of a stopped run goes on. Default: runs/<time>")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--temperature",
      defaultValue = "0",
      description = "0 is greedy. Default: ${DEFAULT-VALUE}")
  private double temperature;

  @Option(
      names = "--sampling",
      paramLabel = "family",
      description = "'family' takes what the model's makers advise")
  private Optional<String> sampling = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "For temperatures above 0 and for resampling. Default: ${DEFAULT-VALUE}")
  private int seed;

  @Option(
      names = "--context",
      defaultValue = "8192",
      description = "Tokens that prompt and answer share. Default: ${DEFAULT-VALUE}")
  private int context;

  @Option(
      names = "--timeout",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "For one call. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--stall",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "Longest silence of a server inside an answer. Default: ${DEFAULT-VALUE}")
  private int stall;

  @Option(
      names = "--tries",
      defaultValue = "3",
      description = "Most tries of a call that fails. Default: ${DEFAULT-VALUE}")
  private int tries;

  @Option(
      names = "--concurrency",
      paramLabel = "N|auto",
      defaultValue = "auto",
      description =
          "Calls in flight at a time; auto learns it from the server. Default: ${DEFAULT-VALUE}")
  private String concurrency;

  @Option(
      names = "--think",
      negatable = true,
      description = "Thinking on or off, for models that know it")
  private Optional<Boolean> think = Optional.empty();

  private final Environment environment;

  RunCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeout < 1 || stall < 1 || tries < 1 || context < 256) {
      throw new UserError(
          "--timeout, --stall and --tries must be 1 or more, --context 256 or more");
    }
    concurrency();
    List<ModelSpec> specs = models.stream().map(ModelSpec::parse).toList();
    RunPlan plan = inputs.plan(environment, base(), notes());
    List<Path> folders = folders(specs);
    boolean complete = true;
    for (int i = 0; i < specs.size(); i++) {
      complete &= ask(specs.get(i), plan, folders.get(i));
    }
    Scoreboard.show(
        folders,
        inputs.seedsGiven(),
        inputs.goldGiven(),
        Scoring.standard(seed),
        environment.colors(),
        spec.commandLine().getOut());
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private boolean ask(ModelSpec modelSpec, RunPlan plan, Path folder) throws InterruptedException {
    PrintWriter err = notes();
    Progress progress =
        new Progress(err, environment.terminalErr(), environment.clock(), modelSpec.text());
    try (Model model = Claimbench.open(modelSpec, options())) {
      RunPlan own = plan.withSampling(sampling(model));
      Thread hook = new Thread(() -> stopped(progress, folder));
      Runtime.getRuntime().addShutdownHook(hook);
      boolean complete;
      try {
        complete = Claimbench.run(own, model, folder, settings(err), progress);
      } catch (JournalException e) {
        progress.end();
        err.println("claimbench: " + e.getMessage());
        complete = false;
      } finally {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      progress.end();
      if (!complete) {
        err.println(
            "incomplete: "
                + progress.done()
                + " of "
                + progress.total()
                + " answered; "
                + resume(folder));
      }
      return complete;
    }
  }

  private void stopped(Progress progress, Path folder) {
    progress.end();
    PrintWriter err = notes();
    err.println(
        "stopped: "
            + progress.done()
            + " of "
            + progress.total()
            + " answers are safe in "
            + folder
            + "; "
            + resume(folder));
    err.flush();
  }

  private String resume(Path folder) {
    List<String> words = new ArrayList<>(List.of("claimbench"));
    words.addAll(environment.arguments());
    if (out.isEmpty()) {
      words.add("--out");
      words.add((models.size() == 1 ? folder : folder.getParent()).toString());
    }
    return "go on with: " + String.join(" ", words.stream().map(RunCommand::quoted).toList());
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private List<Path> folders(List<ModelSpec> specs) {
    Path top =
        out.orElseGet(
            () ->
                Path.of(
                    "runs",
                    DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .withZone(ZoneOffset.UTC)
                        .format(environment.clock().instant())));
    return specs.size() == 1
        ? List.of(top)
        : specs.stream().map(s -> top.resolve(slug(s.text()))).toList();
  }

  private static String slug(String text) {
    return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
  }

  private Sampling base() {
    return new Sampling(
        temperature,
        Optional.empty(),
        Optional.empty(),
        seed,
        1,
        Duration.ofSeconds(timeout),
        think);
  }

  private Sampling sampling(Model model) {
    if (sampling.isEmpty()) {
      return base();
    }
    if (!sampling.get().equals("family")) {
      throw new UserError("--sampling: expected family, got '" + sampling.get() + "'");
    }
    return Families.advised(model.info().name(), base())
        .orElseThrow(
            () ->
                new UserError(
                    "--sampling family: nothing is known of '"
                        + model.info().name()
                        + "'; give --temperature"));
  }

  private ModelOptions options() {
    ModelFiles files =
        ModelFiles.standard(environment.variables(), Path.of(System.getProperty("user.home")));
    return new ModelOptions(
        context,
        Runtime.getRuntime().availableProcessors(),
        environment.variables()::get,
        name -> {
          try (PullProgress progress = new PullProgress(notes(), environment.terminalErr())) {
            return files.path(name, progress);
          }
        },
        Duration.ofSeconds(stall));
  }

  private RunSettings settings(PrintWriter err) {
    return new RunSettings(
        Main.Version.text(),
        Machine.describe(),
        environment.clock(),
        tries,
        Duration.ofSeconds(1),
        concurrency(),
        err::println);
  }

  private OptionalInt concurrency() {
    if (concurrency.equals("auto")) {
      return OptionalInt.empty();
    }
    if (!concurrency.matches("[1-9][0-9]{0,3}")) {
      throw new UserError(
          "--concurrency: expected auto or a number of 1 or more, got '" + concurrency + "'");
    }
    return OptionalInt.of(Integer.parseInt(concurrency));
  }

  private PrintWriter notes() {
    return spec.commandLine().getErr();
  }
}
