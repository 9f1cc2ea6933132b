package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.RowsOptions;
import dev.claimbench.cli.progress.TerminalWriter;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.DecisionLog;
import dev.claimbench.compare.JointGate;
import dev.claimbench.compare.JudgedRules;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Rule;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.SuitePolicies;
import dev.claimbench.compare.Timing;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.ci.JUnitReport;
import dev.claimbench.report.json.GateJson;
import dev.claimbench.report.json.TimingsJson;
import dev.claimbench.report.markdown.ComparisonMarkdown;
import dev.claimbench.report.terminal.GateText;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench gate}: may this run's model replace the baseline's? */
@Command(
    name = "gate",
    header = "Holds a run against a baseline by a policy.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Holds a run against a blessed baseline by a policy: exit 0 accept, 3 reject, 4 cannot tell",
      "(docs/GATE.md)."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench gate runs/new",
      "  claimbench gate runs/new --baseline production --junit gate.xml --github",
      "  claimbench gate invented=runs/a real=runs/b --policy eval/suites.yaml",
      "  claimbench gate --rows results.csv --baseline old --candidate new --margin accuracy=0.02"
    })
final class GateCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description =
          "Run folder or scores.json of the candidate; with a policy of several suites SUITE=RUN"
              + " for each")
  private List<String> candidates = List.of();

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description = "Of eval/baselines, a run folder or a file. Default: the only baseline")
  private Optional<String> baseline = Optional.empty();

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "Where baselines lie. Default: eval/baselines")
  private Optional<Path> baselines = Optional.empty();

  @Option(names = "--policy", paramLabel = "FILE", description = "Default: eval/gate.yaml")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Writes JUnit XML, one case per rule")
  private Optional<Path> junit = Optional.empty();

  @Option(names = "--junit-claims", description = "Adds one case per claim to the JUnit XML")
  private boolean junitClaims;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Writes a Markdown summary")
  private Optional<Path> markdown = Optional.empty();

  @Option(
      names = "--github",
      description = "Prints annotations, and adds the summary to $GITHUB_STEP_SUMMARY")
  private boolean github;

  @Option(
      names = "--record",
      description =
          "Counts this decision in decisions.jsonl beside the baselines, to be committed: says when"
              + " the test stories are worn")
  private boolean record;

  @Option(names = "--json", description = "JSON instead of text")
  private boolean json;

  @Mixin private RowsOptions rows;
  @Mixin private DataLocationOptions moved;
  @Mixin private ResamplingOptions resampling;

  private final Environment environment;

  GateCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (rows.given()) {
      if (record) {
        throw new UserError(
            "--record: counts decisions on runs, and --rows are none; leave it out");
      }
      if (!candidates.isEmpty() || policy.isPresent()) {
        throw new UserError("--rows: expected neither a run nor --policy beside it; use --margin");
      }
      Comparison comparison = rows.compare(baseline, resampling.seed());
      return decided(
          new GateReport(
              "--margin", comparison, Claimbench.decide(comparison, rows.policy(comparison))));
    }
    Path policyFile = policy.orElseGet(() -> environment.folder("eval").resolve("gate.yaml"));
    SuitePolicies rules = PolicyReader.readSuites(policyFile);
    List<JointGate.Part> parts = new ArrayList<>();
    runs(rules).forEach((suite, run) -> parts.add(part(suite, rules.suites().get(suite), run)));
    requireOneSwap(parts);
    JointGate.Result result =
        new JointGate(rules.alpha(), rules.unsure(), parts, resampling.seed()).decide();
    Decision decision = result.decision().with(usesOfTestStories(parts, result));
    return decided(new GateReport(policyFile.toString(), result.comparisons(), decision));
  }

  /** How often the test stories have decided, where somebody counts it. */
  private List<Rule> usesOfTestStories(List<JointGate.Part> parts, JointGate.Result result) {
    Path file = BlessCommand.folder(baselines, environment).resolve(DecisionLog.FILE);
    if (!record && !Files.exists(file)) {
      return List.of();
    }
    DecisionLog log = DecisionLog.read(file);
    List<Rule> notes = new ArrayList<>();
    DecisionLog more = log;
    for (JointGate.Part part : parts) {
      DecisionLog.Entry now =
          DecisionLog.entry(part.candidate(), result.decision(), environment.clock().instant());
      notes.add(log.rule(part.name(), result.comparisons().get(part.name()), now));
      more = more.with(now);
    }
    if (record) {
      more.write(file);
    }
    return notes;
  }

  /** The candidate's run of each suite, in the policy's order. */
  private Map<String, Path> runs(SuitePolicies rules) {
    Map<String, Path> given = new LinkedHashMap<>();
    if (!rules.several()) {
      if (candidates.size() != 1) {
        throw new UserError(
            candidates.isEmpty()
                ? "gate: expected a run folder, a scores.json, or --rows FILE"
                : "gate: expected one run, got "
                    + candidates.size()
                    + "; several need a policy with suites");
      }
      given.put("", Path.of(candidates.get(0)));
      return given;
    }
    if (baseline.isPresent()) {
      throw new UserError(
          "--baseline: each suite of this policy names its own; leave it out, or change baseline:"
              + " in the policy");
    }
    SuiteRuns.parse("gate", rules, candidates, 1)
        .forEach((suite, paths) -> given.put(suite, paths.get(0)));
    return given;
  }

  private JointGate.Part part(String name, SuitePolicies.Suite suite, Path run) {
    Path held = suite.baseline().isEmpty() ? baseline() : baseline(suite.baseline());
    Scores before = scores(held);
    JournalDamage.tell(List.of(run), err());
    return new JointGate.Part(
        name,
        before,
        suite.policy().anchor().map(anchor -> scores(baseline(anchor.baseline()))),
        RunScores.load(run, moved.seeds(), moved.gold()),
        suite.policy(),
        timing(run),
        CompareCommand.topics(environment, moved.gold(), run),
        JudgedRules.decide(suite.policy(), run, held));
  }

  /** One decision is about one model in place of one other. */
  private static void requireOneSwap(List<JointGate.Part> parts) {
    JointGate.Part first = parts.get(0);
    for (JointGate.Part part : parts) {
      requireSame(first.candidate(), part.candidate());
      requireSame(first.baseline(), part.baseline());
    }
  }

  private static void requireSame(Scores a, Scores b) {
    if (!a.model().equals(b.model())) {
      throw new UserError(
          a.name()
              + " is of "
              + a.model()
              + ", "
              + b.name()
              + " of "
              + b.model()
              + "; one decision takes one model in place of one other");
    }
  }

  private int decided(GateReport report) {
    junit.ifPresent(file -> AtomicFile.write(file, JUnitReport.toXml(report, junitClaims)));
    markdown.ifPresent(file -> AtomicFile.write(file, ComparisonMarkdown.toMarkdown(report)));
    print(report);
    return code(report.decision());
  }

  static int code(Decision decision) {
    if (decision instanceof Decision.Accept) {
      return ExitCode.OK;
    }
    return decision instanceof Decision.Reject ? ExitCode.REJECTED : ExitCode.CANNOT_TELL;
  }

  private void print(GateReport report) {
    PrintWriter out = out();
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    if (github) {
      // First, so that nothing of a model that is printed could turn them off; from either stream
      // they are read, and JSON on standard output stays whole.
      TerminalWriter.logCommands(json ? err() : out, ComparisonMarkdown.annotations(report));
      summary(ComparisonMarkdown.toMarkdown(report));
    }
    if (json) {
      out.print(GateJson.toJson(report));
    } else {
      out.print(GateText.toText(report, style));
      out.print(GateText.comparisons(report, style, 5));
    }
    out.flush();
  }

  private void summary(String text) {
    String file = environment.variables().getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (file.isEmpty()) {
      err().println("--github: GITHUB_STEP_SUMMARY is not set; no summary");
      return;
    }
    TextFiles.append(Path.of(file), text);
  }

  private Scores scores(Path path) {
    if (Files.isDirectory(path)) {
      JournalDamage.tell(List.of(path), err());
    }
    return RunScores.load(path, moved.seeds(), moved.gold());
  }

  private Path baseline() {
    Path folder = BlessCommand.folder(baselines, environment);
    if (baseline.isEmpty()) {
      List<Path> all = files(folder);
      if (all.size() != 1) {
        throw new UserError(
            folder
                + (all.isEmpty()
                    ? ": no baseline; make one with `claimbench bless RUN`"
                    : ": several baselines " + names(all) + "; give --baseline NAME"));
      }
      return all.get(0);
    }
    return baseline(baseline.get());
  }

  private Path baseline(String name) {
    Path folder = BlessCommand.folder(baselines, environment);
    Path named = folder.resolve(name + ".json");
    if (Files.exists(named)) {
      return named;
    }
    Path path = Path.of(name);
    if (Files.exists(path)) {
      return path;
    }
    throw new UserError(
        "baseline: no '" + name + "' in " + folder + "; there are " + names(files(folder)));
  }

  /** The baselines in a folder, sorted; none where there is no folder. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream()
        .map(f -> f.getFileName().toString().replaceFirst("\\.json$", ""))
        .toList();
  }

  private static Timing timing(Path run) {
    return Timing.read(
        Files.isDirectory(run)
            ? run.resolve(TimingsJson.FILE)
            : run.resolveSibling(TimingsJson.FILE));
  }
}
