package dev.claimbench.cli;

import dev.claimbench.claim.UserError;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.catalogue.Catalogue;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunPlan;
import dev.claimbench.task.Tasks;
import java.io.PrintWriter;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench run}: asks one or more models and scores what they answer. */
@Command(
    name = "run",
    header = "Asks models about articles and scores what they answer.",
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
  static final int VERDICTS = 50;

  @Spec private CommandSpec spec;
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
      names = "--out",
      paramLabel = "DIR",
      description = "Run folder; one of a stopped run goes on. Default: runs/<time>")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--without-article",
      description = {
        "Ask every verdict once more with the article left out of the prompt: what the",
        "model knows or guesses from the claim alone stands beside its scores"
      })
  private boolean withoutArticle;

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
    options.check();
    List<ModelSpec> named =
        models.isEmpty()
            ? List.of(DefaultModel.FAST)
            : models.stream().map(ModelSpec::parse).toList();
    named.forEach(options::places);
    List<Path> folders = folders(named);
    RunPlan plan =
        inputs.plan(environment, options.base(), VERDICTS, err()).repeated(options.repeat());
    if (withoutArticle
        && (plan.verdicts().isEmpty() || !plan.templates().containsKey(Tasks.VERIFY.name()))) {
      throw new UserError("--without-article: it asks for verdicts, and none are asked for");
    }
    List<ModelSpec> specs = models.isEmpty() ? List.of(defaultModel()) : named;
    Asker asker = new Asker(environment, options, goOn(), err());
    if (specs.size() > 1) {
      specs.forEach(asker::find);
    }
    boolean complete = true;
    for (int i = 0; i < specs.size(); i++) {
      try {
        complete &= asker.ask(specs.get(i), plan, folders.get(i));
        if (withoutArticle) {
          err().println("once more, without the article:");
          Path inside = folders.get(i).resolve(RunPlan.WITHOUT_ARTICLE);
          complete &= asker.ask(specs.get(i), plan.withoutArticle(), inside);
        }
      } catch (JournalException e) {
        // Where a reply cannot be written, scores cannot either.
        throw new UserError(ExitCode.INCOMPLETE, e.getMessage() + "; " + goOn());
      }
    }
    new Scoreboard(
            environment,
            inputs.seedsGiven(),
            inputs.goldGiven(),
            Optional.of(options.seed()),
            new SimilarityOption(),
            spec.commandLine().getOut())
        .show(folders);
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private ModelSpec defaultModel() {
    Telling told = options.telling(environment, err(), DefaultModel.FAST);
    return DefaultModel.find(options.model(environment, err()).models()::folder, told::note);
  }

  /** The line that goes on; the launcher says what it was called as. */
  private String goOn() {
    List<String> words = new ArrayList<>();
    words.add(environment.variables().getOrDefault("CLAIMBENCH_COMMAND", "claimbench"));
    words.addAll(environment.arguments());
    if (out.isEmpty()) {
      words.add("--out");
      words.add(top().toString());
    }
    return "go on with: " + String.join(" ", words.stream().map(RunCommand::quoted).toList());
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
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
      String other = folders.put(top.resolve(slug(model.text())), model.text());
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

  private static String slug(String text) {
    return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
