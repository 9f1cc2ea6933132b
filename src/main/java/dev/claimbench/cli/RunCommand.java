package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.InputOptions;
import dev.claimbench.cli.options.SimilarityOption;
import dev.claimbench.cli.options.WithoutArticleOption;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.catalogue.Catalogue;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.Shard;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code claimbench run}: asks one or more models and scores what they answer. */
@Command(
    name = "run",
    header = "Asks models about articles and scores what they answer.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks models for claims and verdicts on articles, scores the answers against the gold set",
      "and writes runs/<id>/. Without arguments: a first run. It asks the small default model",
      "about ten test stories, then the verifier in verifiers/ for the same verdicts, and says",
      "whether the verifier does better. Options that change neither the model nor the questions",
      "(--out, --seed, --details, --no-cache, --log-format, --concurrency, --tries, --timeout,",
      "--stall) leave it a first run; with any other the verifier is not asked."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench run",
      "  claimbench run --model ollama/qwen2.5:7b --model ollama/qwen3:8b --all",
      "  claimbench run --model openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1 --seeds my-articles"
    })
final class RunCommand extends ConsoleCommand implements Callable<Integer> {
  @Mixin private InputOptions inputs;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      description =
          "runtime/model[@where]; several are asked one after the other. Default: djl/"
              + Catalogue.DEFAULT_MODEL
              + ", or without Python the same file as gguf/")
  private List<String> models = List.of();

  @Option(
      names = "--adapter",
      paramLabel = "DIR",
      description =
          "A LoRA adapter in PEFT's format for each --model, which is then called MODEL+DIR")
  private Optional<Path> adapter = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run folder; the folder of an interrupted run resumes it. Default: runs/<time>")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "i/n",
      description =
          "Asks part i of n only, whole stories each; auto takes it from Slurm's or Kubernetes'"
              + " variables. `merge` puts the parts together")
  private Optional<String> shard = Optional.empty();

  @Option(names = "--details", description = "Prints every figure instead of the first screen")
  private boolean details;

  @Mixin private WithoutArticleOption withoutArticle;
  @Mixin private RunOptions options;

  private final Environment environment;
  // Taken once: the folder's name must not change while the run goes on.
  private final Instant started;

  RunCommand(Environment environment) {
    this.environment = environment;
    this.started = environment.clock().instant();
  }

  @Override
  public Integer call() throws InterruptedException {
    AskingMethod method = options.method();
    ModelAccess access = options.access();
    List<ModelSpec> named =
        models.isEmpty()
            ? List.of(DefaultModel.FAST)
            : models.stream().map(ModelSpec::parse).toList();
    if (adapter.isPresent()) {
      named = named.stream().map(spec -> adapted(spec, adapter.get())).toList();
    }
    named.forEach(access::places);
    List<Path> folders = folders(named);
    RunLauncher launcher = options.launcher(environment, resume(), err());
    Inputs asked = inputs.inputs();
    List<Experiment> experiments = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      experiments.add(
          new Experiment(
              named.get(i), asked, method, access, withoutArticle.given(), folders.get(i)));
    }
    // Of the same inputs, one plan.
    Shard part = shard.map(text -> Shard.parse(text, environment.variables())).orElse(Shard.WHOLE);
    RunPlan plan = experiments.get(0).plan(environment.project(), err()::println).sharded(part);
    folders.forEach(folder -> part.claim(folder, environment.line()));
    if (models.isEmpty() && adapter.isEmpty()) {
      ModelSpec found =
          DefaultModel.find(
              launcher.models(access).models()::folder, launcher.progress(DefaultModel.FAST)::note);
      experiments.set(0, experiments.get(0).of(found));
    }
    if (experiments.size() > 1) {
      experiments.forEach(launcher::find);
    }
    Optional<FirstRun> first =
        FirstRun.isOne(spec().commandLine().getParseResult())
            ? FirstRun.find(environment.folder(FirstRun.VERIFIER), environment, launcher, out())
            : Optional.empty();
    boolean complete = true;
    for (Experiment experiment : experiments) {
      complete &= launcher.ask(experiment, plan);
    }
    if (part.of() > 1) {
      printf(
          "shard %s is in %s; with all %d: claimbench merge DIR… --out DIR%n",
          part.toText(), folders.get(0), part.of());
      return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
    List<RunReport> reports =
        new ScorecardWriter(
                environment,
                asked.seeds(),
                asked.gold(),
                Optional.of(method.seed()),
                new SimilarityOption(),
                details,
                out())
            .show(folders, plan);
    if (complete && first.isPresent()) {
      complete = first.get().compare(experiments.get(0), plan, reports.get(0));
    }
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private String resume() {
    return out.isEmpty() ? environment.resume("--out", top().toString()) : environment.resume();
  }

  private Path top() {
    return out.orElseGet(
        () ->
            Path.of(
                "runs",
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(started)));
  }

  private List<Path> folders(List<ModelSpec> specs) {
    Path top = top();
    if (Files.exists(top) && !Files.isDirectory(top)) {
      throw new UserError("--out: expected a folder, but " + top + " is a file");
    }
    if (specs.size() == 1) {
      return List.of(top);
    }
    Map<Path, String> folders = new LinkedHashMap<>();
    for (ModelSpec model : specs) {
      String other = folders.put(top.resolve(Text.slug(model.text())), model.text());
      if (other != null) {
        throw new UserError(
            "--model: "
                + (other.equals(model.text())
                    ? other + " is there twice"
                    : other + " and " + model.text() + " would share a folder; run one at a time"));
      }
    }
    return List.copyOf(folders.keySet());
  }

  private static ModelSpec adapted(ModelSpec spec, Path adapter) {
    if (spec.runtime().location() != ModelRuntime.Location.IN_PROCESS) {
      throw new UserError(
          "--adapter: expected a model that runs in this process, got "
              + spec.text()
              + "; for Ollama, `claimbench models create ollama/NAME MODEL+"
              + adapter
              + "` makes a model of base and adapter");
    }
    return ModelSpec.parse(spec.text() + "+" + adapter);
  }
}
