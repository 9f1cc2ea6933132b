package dev.claimbench.cli;

import dev.claimbench.claim.UserError;
import dev.claimbench.compare.Comparer;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.LabelSheet;
import dev.claimbench.compare.Labelled;
import dev.claimbench.compare.Matrix;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.report.ComparisonHtml;
import dev.claimbench.report.ComparisonJson;
import dev.claimbench.report.ComparisonText;
import dev.claimbench.report.MatrixText;
import dev.claimbench.report.Style;
import dev.claimbench.run.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench compare}: is the second run better, worse, the same, or can it not be told? */
@Command(
    name = "compare",
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
      "  claimbench compare old/scores.json new/scores.json --json"
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "2..*", description = "Run folders or scores.json files")
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
      names = "--labels",
      paramLabel = "SHEET",
      description =
          "A sheet that `swap --articles` wrote, labelled from the top: exit 0 swap, 3 keep, 4 go on")
  private Optional<Path> labels = Optional.empty();

  @Option(names = "--json", description = "JSON instead of text")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also writes a page to look at: forest plot, claims won and lost, what changed")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--seeds", paramLabel = "DIR", description = "Articles, if they have moved")
  private Optional<Path> seeds = Optional.empty();

  @Option(names = "--gold", paramLabel = "DIR", description = "Gold to score all runs with")
  private Optional<Path> gold = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "For resampling. Default: ${DEFAULT-VALUE}")
  private long seed;

  private final Environment environment;

  CompareCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (flips < 0) {
      throw new UserError("--flips: expected 0 or more, got " + flips);
    }
    Policy rules =
        PolicyReader.read(policy.orElseGet(() -> environment.folder("eval").resolve("gate.yaml")));
    List<Scores> scores = runs.stream().map(r -> RunScores.load(r, seeds, gold)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (labels.isPresent()) {
      return labelled(labels.get(), rules, scores, out);
    }
    if (html.isPresent() && scores.size() > 2) {
      throw new UserError("--html: give two runs, got " + scores.size());
    }
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    if (scores.size() > 2) {
      Matrix matrix = Matrix.of(scores, rules, seed);
      out.print(json ? ComparisonJson.of(matrix) : MatrixText.of(matrix, style));
    } else {
      Comparison comparison = new Comparer(rules, seed).compare(scores.get(0), scores.get(1));
      out.print(json ? ComparisonJson.of(comparison) : ComparisonText.of(comparison, style, flips));
      html.ifPresent(file -> AtomicFile.write(file, ComparisonHtml.of(comparison)));
    }
    out.flush();
    return ExitCode.OK;
  }

  private int labelled(Path sheet, Policy rules, List<Scores> scores, PrintWriter out) {
    if (scores.size() != 2 || json) {
      throw new UserError("--labels: give two runs, and not --json");
    }
    try {
      Labelled labelled =
          LabelSheet.read(
              sheet.toString(), Files.readString(sheet), scores.get(0), scores.get(1), rules);
      out.println(labelled.words());
      out.flush();
      return code(labelled);
    } catch (IOException e) {
      throw new UserError(sheet + ": cannot be read as UTF-8 text (" + e.getMessage() + ")");
    }
  }

  static int code(Labelled labelled) {
    return switch (labelled.advice()) {
      case SWAP -> ExitCode.OK;
      case KEEP -> ExitCode.REJECTED;
      case GO_ON -> ExitCode.CANNOT_TELL;
    };
  }
}
