package dev.claimbench.cli;

import dev.claimbench.RunFolder;
import dev.claimbench.claim.AtomicFile;
import dev.claimbench.claim.UserError;
import dev.claimbench.compare.ClaimSheet;
import dev.claimbench.compare.Comparer;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Gate;
import dev.claimbench.compare.LabelSheet;
import dev.claimbench.compare.Labelled;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.Timing;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Think;
import dev.claimbench.report.ComparisonText;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.GateText;
import dev.claimbench.report.Style;
import dev.claimbench.report.TimingsJson;
import dev.claimbench.task.Tasks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench swap}: may B take A's place? Runs both, compares, decides. */
@Command(
    name = "swap",
    header = "Decides whether model B may take model A's place.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "May model B take model A's place? Tries two prompts with each model on the development",
      "stories, asks both with the better of theirs about the test stories, compares and decides",
      "with eval/gate.yaml: the first line says swap, keep or cannot tell (exit 0, 3, 4). What",
      "comes after -- goes to `claimbench run`; with --suite, --seeds or --prompts there, no"
          + " prompts",
      "are tried. First a quick `claimbench doctor` of both. A stopped swap goes on when it is"
          + " given again."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench swap ollama/qwen2.5:7b ollama/qwen3:8b",
      "  claimbench swap gguf/smollm2-135m gguf/qwen2.5-coder-0.5b -- --suite dev --verdicts 200",
      "  claimbench swap ollama/qwen2.5:7b ollama/qwen3:8b --articles my-news",
      "  claimbench swap ollama/gpt-oss:20b ollama/qwen3:8b --thinking low,medium,on,off"
    })
final class SwapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "The model in use")
  private String before;

  @Parameters(index = "1", paramLabel = "B", description = "The model to take its place")
  private String now;

  @Parameters(
      index = "2..*",
      paramLabel = "OPTION",
      description = "After --: options of `claimbench run`")
  private List<String> options = List.of();

  @Option(
      names = "--articles",
      paramLabel = "DIR",
      description =
          "Your own articles, without labels: writes a sheet of the verdicts on which A and B"
              + " disagree, for `compare --labels`")
  private Optional<Path> articles = Optional.empty();

  @Option(
      names = "--claims",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "With --articles: claims of each model and article that are judged. Default:"
              + " ${DEFAULT-VALUE}")
  private int claims;

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "DIR",
      description =
          "Folders of prompts that are tried; one is used as it is. Default: prompts,prompts/brief")
  private List<Path> variants = List.of();

  @Option(
      names = "--thinking",
      arity = "0..1",
      fallbackValue = "on,off",
      paramLabel = "LEVELS",
      description =
          "Tries each model so much thinking as well: a list of on, off, low, medium and high."
              + " Without a list: on,off")
  private Optional<String> thinking = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for both runs. Default: runs/swap-A-B")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--policy", paramLabel = "FILE", description = "Default: eval/gate.yaml")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "For resampling and the sheet's order. Default: ${DEFAULT-VALUE}")
  private long seed;

  private final Environment environment;

  SwapCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    ModelSpec.parse(before);
    ModelSpec.parse(now);
    if (claims < 1) {
      throw new UserError("--claims: expected 1 or more, got " + claims);
    }
    List<Think> levels = levels();
    if (Tuning.told(options) && (variants.size() > 1 || levels.size() > 1)) {
      throw new UserError(
          "--variants, --thinking: what is tried is tried on development stories with these, but"
              + " --suite, --seeds or --prompts after -- says what to ask; leave one of them out");
    }
    Path file = policy.orElseGet(() -> environment.folder("eval").resolve("gate.yaml"));
    Policy rules = PolicyReader.read(file);
    Path top = out.orElse(Path.of("runs", "swap-" + slug(before) + "-" + slug(now)));
    for (String model : List.of(before, now)) {
      int code = examine(model);
      if (code != ExitCode.OK) {
        return code;
      }
    }
    return articles.isPresent() ? own(top, rules) : withGold(top, rules, file);
  }

  private int withGold(Path top, Policy rules, Path file) {
    Tuning tuning = tune(top, rules);
    int code = tuning.code();
    if (code == ExitCode.OK) {
      code = askBoth(top, asked(tuning), tuning);
    }
    if (code != ExitCode.OK) {
      return code;
    }
    Comparison comparison =
        new Comparer(rules, seed).compare(scores(top, "baseline"), scores(top, "candidate"));
    Timing timing = Timing.read(top.resolve("candidate").resolve(TimingsJson.FILE));
    Gate gate = new Gate(rules, CompareCommand.topics(environment, Optional.empty()));
    Decision decision = gate.decide(comparison, timing);
    GateReport report = new GateReport(file.toString(), comparison, decision);
    PrintWriter text = spec.commandLine().getOut();
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    text.print(verb(decision) + GateText.of(report, style).substring(decision.word().length()));
    text.print(ComparisonText.of(comparison, style, 5));
    text.print(tuning.words());
    text.flush();
    return GateCommand.code(decision);
  }

  private static String verb(Decision decision) {
    return decision instanceof Decision.Accept
        ? "swap"
        : decision instanceof Decision.Reject ? "keep" : decision.word();
  }

  private List<String> asked(Tuning tuning) {
    List<String> asked = new ArrayList<>();
    if (options.stream().noneMatch(o -> o.startsWith("--suite") || o.startsWith("--seeds"))) {
      // What chose the prompts must not judge them.
      asked.addAll(List.of("--suite", tuning.tried() ? "test" : "all"));
      if (options.stream().noneMatch(o -> o.startsWith("--verdicts") || o.equals("--all"))) {
        asked.add("--all");
      }
    }
    asked.addAll(options);
    return asked;
  }

  private Tuning tune(Path top, Policy rules) {
    List<Path> folders =
        variants.isEmpty() && !Tuning.told(options)
            ? Stream.of(Path.of("prompts"), Path.of("prompts", "brief"))
                .map(p -> environment.folder(p.toString()))
                .filter(Files::isDirectory)
                .toList()
            : variants;
    return Tuning.of(
        List.of(before, now), folders, levels(), options, rules, top, environment, this::ask);
  }

  /**
   * What of thinking is tried, in the order given.
   *
   * @throws UserError for a word that is none, or is there twice
   */
  private List<Think> levels() {
    List<Think> levels = new ArrayList<>();
    for (String word : thinking.map(t -> t.split(",", -1)).orElse(new String[0])) {
      Think level =
          Think.named(word.strip())
              .orElseThrow(
                  () ->
                      new UserError(
                          "--thinking: expected a list of %s, got '%s'"
                              .formatted(String.join(", ", Think.words()), word)));
      if (levels.contains(level)) {
        throw new UserError("--thinking: " + level.word() + " is there twice");
      }
      levels.add(level);
    }
    return levels;
  }

  private int own(Path top, Policy rules) throws IOException {
    Tuning tuning = tune(top, rules);
    if (tuning.code() != ExitCode.OK) {
      return tuning.code();
    }
    Path extracted = top.resolve("claims");
    Path gold = Files.createDirectories(top.resolve("gold"));
    List<String> from = List.of("--seeds", articles.get().toString());
    // No gold yet: an empty folder, lest a story of the same name brings its own.
    Path none = Files.createDirectories(top.resolve("no-gold"));
    int code =
        askBoth(
            extracted,
            with(from, "--gold", none.toString(), "--task", Tasks.EXTRACT.name()),
            tuning);
    if (code != ExitCode.OK) {
      return code;
    }
    List<RunFolder> runs =
        List.of(
            RunFolder.read(extracted.resolve("baseline"), Optional.empty(), Optional.empty()),
            RunFolder.read(extracted.resolve("candidate"), Optional.empty(), Optional.empty()));
    OwnClaims.write(runs, claims, gold);
    Path claimSheet = top.resolve("claims.csv");
    if (!Files.exists(claimSheet)) {
      AtomicFile.write(claimSheet, ClaimSheet.of(OwnClaims.different(runs), seed));
    }
    code =
        askBoth(
            top,
            with(from, "--gold", gold.toString(), "--task", Tasks.VERIFY.name(), "--all"),
            tuning);
    if (code != ExitCode.OK) {
      return code;
    }
    Scores a = scores(top, "baseline");
    Scores b = scores(top, "candidate");
    Path sheet = top.resolve("disagreements.csv");
    String text = LabelSheet.of(a, b, seed);
    Labelled start = LabelSheet.read(sheet.toString(), text, a, b, rules);
    PrintWriter to = spec.commandLine().getOut();
    to.println(start.words());
    to.print(tuning.words());
    if (Files.exists(sheet)) {
      to.println(sheet + " is there already and stays as it is");
    } else {
      AtomicFile.write(sheet, text);
      to.println("written: " + sheet + "; label it from the top (S, R or N), in a table or with");
      to.println("  claimbench label --articles " + articles.get() + " --sheet " + sheet);
      to.println("then");
    }
    to.println(
        "  claimbench compare "
            + top.resolve("baseline")
            + " "
            + top.resolve("candidate")
            + " --labels "
            + sheet);
    to.println(
        "and the claims that only one of both takes: "
            + claimSheet
            + " (S for right), then the same with "
            + extracted.resolve("baseline")
            + " "
            + extracted.resolve("candidate")
            + " --labels "
            + claimSheet);
    to.flush();
    return CompareCommand.code(start);
  }

  private List<String> with(List<String> from, String... more) {
    List<String> all = new ArrayList<>(from);
    all.addAll(List.of(more));
    all.addAll(options);
    return all;
  }

  /** Both, by the very command that a user would give; stops at the first that is not complete. */
  private int askBoth(Path top, List<String> asked, Tuning tuning) {
    int code = ask(before, top.resolve("baseline"), with(asked, tuning, 0));
    return code == ExitCode.OK ? ask(now, top.resolve("candidate"), with(asked, tuning, 1)) : code;
  }

  private static List<String> with(List<String> asked, Tuning tuning, int model) {
    List<String> all = new ArrayList<>(asked);
    all.addAll(tuning.options(model));
    return all;
  }

  /** Before a night is spent: four short calls to each that can be asked at all. */
  private int examine(String model) {
    if (ModelSpec.parse(model).isRecorded()) {
      return ExitCode.OK;
    }
    List<String> words = new ArrayList<>(List.of("doctor", model, "--quick"));
    words.addAll(options);
    PrintWriter err = spec.commandLine().getErr();
    return Main.execute(environment, err, err, words.toArray(String[]::new));
  }

  private int ask(String model, Path folder, List<String> asked) {
    List<String> words =
        new ArrayList<>(List.of("run", "--model", model, "--out", folder.toString()));
    words.addAll(asked);
    // Its scorecard would come before the decision; it is in the run folder.
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Main.execute(
        environment, nowhere, spec.commandLine().getErr(), words.toArray(String[]::new));
  }

  private static Scores scores(Path top, String name) {
    return RunScores.load(top.resolve(name), Optional.empty(), Optional.empty());
  }

  private static String slug(String text) {
    return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
  }
}
