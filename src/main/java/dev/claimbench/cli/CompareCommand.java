package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.RowsOptions;
import dev.claimbench.compare.ClaimSheet;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.LabelSheet;
import dev.claimbench.compare.LabelledClaims;
import dev.claimbench.compare.Matrix;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.SelfComparison;
import dev.claimbench.compare.SheetDecision;
import dev.claimbench.compare.Slices;
import dev.claimbench.dataset.Stories;
import dev.claimbench.judge.JudgedComparison;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.html.ComparisonHtml;
import dev.claimbench.report.json.ComparisonJson;
import dev.claimbench.report.terminal.ComparisonText;
import dev.claimbench.report.terminal.MatrixText;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.swap.UnlabelledClaims;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench compare}: is the second run better, worse, the same, or can it not be told? */
@Command(
    name = "compare",
    header = "Compares runs story by story, with intervals.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares runs on the same articles and gold, story by story: differences with intervals,",
      "claims won and lost, what else changed. The first run is the baseline; three or more",
      "make a matrix and a ranking."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench compare runs/old runs/new",
      "  claimbench compare runs/old runs/new --html comparison.html",
      "  claimbench compare old/scores.json new/scores.json --json",
      "  claimbench compare --rows old=logs/old.json --rows new=logs/new.json --margin match=0.02"
    })
final class CompareCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "Run folders (one repeat: DIR@2) or scores.json files")
  private List<Path> runs = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Which figures decide, with what margin. Default: eval/gate.yaml")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--flips",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many claims won and lost are shown. Default: ${DEFAULT-VALUE}")
  private int flips;

  @Option(
      names = "--self",
      description = "One run with repeats: how often the gate would reject it against itself")
  private boolean self;

  @Option(
      names = "--labels",
      paramLabel = "SHEET",
      description =
          "A sheet that `swap --articles` wrote, labelled from the top: exit 0 swap, 3 keep, 4 go"
              + " on; claims without --claims-margin: 4")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--judge",
      paramLabel = "RUN",
      description =
          "With --labels: what `swap --articles --judge` ran, so that fewer labels decide")
  private Optional<Path> judge = Optional.empty();

  @Option(
      names = "--claims-margin",
      paramLabel = "N",
      description =
          "With a sheet of claims: how many right claims less wrong ones per article B may lose;"
              + " then it decides")
  private Optional<Double> claimsMargin = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "story|topic",
      description = "The deciding figures of each story, or of each topic of stories.yaml, as well")
  private Optional<String> by = Optional.empty();

  @Option(names = "--json", description = "JSON instead of text")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also writes a page to look at: forest plot, claims won and lost, what changed")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--baseline",
      paramLabel = "MODEL",
      description = "With --rows: the model in use. Default: the first of two")
  private Optional<String> baseline = Optional.empty();

  @Mixin private RowsOptions rows;
  @Mixin private DataLocationOptions moved;
  @Mixin private ResamplingOptions resampling;

  private final Environment environment;

  CompareCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (by.isPresent() && !List.of("story", "topic").contains(by.get())) {
      throw new UserError("--by: expected story or topic, got '" + by.get() + "'");
    }
    if (flips < 0) {
      throw new UserError("--flips: expected 0 or more, got " + flips);
    }
    if (judge.isPresent() && labels.isEmpty()) {
      throw new UserError("--judge: expected --labels SHEET as well");
    }
    if (claimsMargin.isPresent() && labels.isEmpty()) {
      throw new UserError("--claims-margin: expected --labels SHEET as well");
    }
    if (claimsMargin.isPresent() && !(claimsMargin.get() > 0)) {
      throw new UserError("--claims-margin: expected more than 0, got " + claimsMargin.get());
    }
    if (rows.given()) {
      return rows();
    }
    Policy rules =
        PolicyReader.read(policy.orElseGet(() -> environment.folder("eval").resolve("gate.yaml")));
    JournalDamage.tell(runs, err());
    if (self || runs.size() < 2) {
      return self(rules);
    }
    List<RunScores.Loaded> loaded = RunScores.loaded(runs, rules, moved.seeds(), moved.gold());
    List<Scores> scores = shared(loaded.stream().map(RunScores.Loaded::scores).toList());
    PrintWriter out = out();
    if (labels.isPresent()) {
      return labelled(labels.get(), rules, loaded, out);
    }
    if (html.isPresent() && scores.size() > 2) {
      throw new UserError("--html: give two runs, got " + scores.size());
    }
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    if (scores.size() > 2) {
      Matrix matrix = Matrix.compute(scores, rules, resampling.seed());
      out.print(json ? ComparisonJson.toJson(matrix) : MatrixText.toText(matrix, style));
    } else {
      Comparison comparison =
          Claimbench.compare(scores.get(0), scores.get(1), rules, resampling.seed());
      List<Slices.Slice> slices = by.isPresent() ? slices(scores, rules) : List.of();
      Optional<JudgedComparison> judged = JudgedComparison.compute(runs.get(0), runs.get(1));
      out.print(
          json
              ? ComparisonJson.toJson(comparison, slices, judged)
              : ComparisonText.toText(comparison, style, flips));
      judged.filter(j -> !json).ifPresent(j -> out.print(ComparisonText.judged(j)));
      if (by.isPresent() && !json) {
        out.print(ComparisonText.slices(by.get(), slices, style));
      }
      html.ifPresent(
          file ->
              writePages(
                  file, comparison, Optional.empty(), loaded.get(0).run(), loaded.get(1).run()));
    }
    out.flush();
    return ExitCode.OK;
  }

  /**
   * Of runs that were asked different tasks, what all of them were asked: a verifier takes no
   * claims. Where that is nothing, the comparison says so.
   */
  private static List<Scores> shared(List<Scores> runs) {
    Set<String> tasks = new TreeSet<>(runs.get(0).outcomes().keySet());
    runs.forEach(run -> tasks.retainAll(run.outcomes().keySet()));
    boolean same = runs.stream().allMatch(run -> run.outcomes().keySet().equals(tasks));
    return same || tasks.isEmpty() ? runs : runs.stream().map(run -> run.only(tasks)).toList();
  }

  /** Results of another harness, by the same statistics. */
  private int rows() {
    if (!runs.isEmpty()) {
      throw new UserError("--rows: expected no run beside it, got " + runs.get(0));
    }
    Comparison comparison = rows.compare(baseline, resampling.seed());
    PrintWriter out = out();
    out.print(
        json
            ? ComparisonJson.toJson(comparison, List.of(), Optional.empty())
            : ComparisonText.toText(
                comparison, environment.colors() ? Style.COLOR : Style.PLAIN, flips));
    html.ifPresent(
        file ->
            ComparisonHtml.pages(name(file), comparison, Optional.empty(), List.of(), List.of())
                .write(file));
    out.flush();
    return ExitCode.OK;
  }

  /**
   * The pages of two runs, with the raw replies of those that have some.
   *
   * @param gate what was decided; empty where nothing was
   * @param inUse and {@code candidate}: empty for a file of scores
   */
  static void writePages(
      Path file,
      Comparison comparison,
      Optional<GateReport> gate,
      Optional<RunFolder> inUse,
      Optional<RunFolder> candidate) {
    ComparisonHtml.pages(name(file), comparison, gate, exchanges(inUse), exchanges(candidate))
        .write(file);
  }

  private static String name(Path file) {
    return file.toAbsolutePath().getFileName().toString();
  }

  private static List<PromptAndReply> exchanges(Optional<RunFolder> run) {
    return run.<List<PromptAndReply>>map(RunFolder::exchanges).orElse(List.of());
  }

  private List<Slices.Slice> slices(List<Scores> scores, Policy rules) {
    Map<String, String> topics =
        by.get().equals("topic") ? topics(environment, moved.gold(), runs.get(1)) : Map.of();
    return Slices.compute(
        scores.get(0),
        scores.get(1),
        rules.primary().keySet(),
        story -> topics.getOrDefault(story, by.get().equals("topic") ? "no topic" : story));
  }

  /**
   * Of stories, by id; none where there is no {@code stories.yaml}.
   *
   * @param given labels that the user names; else those that the run was made with
   */
  static Map<String, String> topics(Environment environment, Optional<Path> given, Path run) {
    Path file =
        given
            .or(() -> RunFolder.labels(run))
            .orElseGet(() -> environment.folder("eval"))
            .resolve("stories.yaml");
    return Files.exists(file) ? Stories.read(file).topics() : Map.of();
  }

  private int self(Policy rules) {
    if (!self || runs.size() != 1) {
      throw new UserError(
          "compare: expected two or more runs, or one with --self, got " + runs.size());
    }
    PrintWriter out = out();
    SelfComparison pairs =
        SelfComparison.compute(
            RunScores.repeats(runs.get(0), moved.seeds(), moved.gold()), rules, resampling.seed());
    out.print(json ? Json.pretty(pairs) : pairs.toText());
    out.flush();
    return ExitCode.OK;
  }

  private int labelled(Path sheet, Policy rules, List<RunScores.Loaded> loaded, PrintWriter out) {
    if (loaded.size() != 2 || json || html.isPresent() || by.isPresent()) {
      throw new UserError("--labels: give two runs, and not --json, --html or --by");
    }
    String text = TextFiles.read(sheet);
    if (ClaimSheet.isClaimSheet(text)) {
      if (judge.isPresent()) {
        throw new UserError("--judge: is about verdicts, and " + sheet + " is a sheet of claims");
      }
      List<RunFolder> runs = folders(loaded);
      LabelledClaims labelled =
          UnlabelledClaims.labelled(
              sheet.toString(),
              text,
              runs.stream().map(r -> r.results().extract()).toList(),
              runs.get(0).articles().size(),
              claimsMargin.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
              rules);
      out.println(labelled.toText());
      out.flush();
      // Without a margin nothing is decided, and 0 would mean to swap.
      return labelled.advice().map(CompareCommand::code).orElse(ExitCode.CANNOT_TELL);
    }
    if (claimsMargin.isPresent()) {
      throw new UserError(
          "--claims-margin: is about claims, and " + sheet + " is a sheet of verdicts");
    }
    SheetDecision labelled =
        LabelSheet.read(
            sheet.toString(),
            text,
            loaded.get(0).scores(),
            loaded.get(1).scores(),
            // The judge was asked about some verdicts only: its own labels, not those of the runs.
            judge.map(run -> RunScores.load(run, moved.seeds(), Optional.empty())),
            rules);
    out.println(labelled.toText());
    LabelSheet.constantAnswers(loaded.get(0).scores(), loaded.get(1).scores())
        .forEach(out::println);
    out.flush();
    return code(labelled.advice());
  }

  private List<RunFolder> folders(List<RunScores.Loaded> loaded) {
    return IntStream.range(0, runs.size())
        .mapToObj(
            i ->
                loaded
                    .get(i)
                    .run()
                    // Says why a file of scores will not do.
                    .orElseGet(() -> RunScores.folder(runs.get(i), moved.seeds(), moved.gold())))
        .toList();
  }

  static int code(SheetDecision.Advice advice) {
    return switch (advice) {
      case SWAP -> ExitCode.OK;
      case KEEP -> ExitCode.REJECTED;
      case GO_ON -> ExitCode.CANNOT_TELL;
    };
  }
}
