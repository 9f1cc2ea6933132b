package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.compare.Baseline;
import dev.claimbench.compare.Scores;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench bless}: makes a run the baseline that later ones are held against. */
@Command(
    name = "bless",
    header = "Makes a complete run the baseline.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a complete run the baseline: writes eval/baselines/<name>.json, a small file to be",
      "committed and reviewed, with where it came from."
    },
    footer = {"", "Example:", "  claimbench bless runs/20260128-101500 --name production"})
final class BlessCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Run folder")
  private Path run;

  @Option(names = "--name", defaultValue = "baseline", description = "Default: ${DEFAULT-VALUE}")
  private String name;

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "Where baselines lie. Default: eval/baselines")
  private Optional<Path> baselines = Optional.empty();

  @Mixin private DataLocationOptions moved;

  private final Environment environment;

  BlessCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new UserError("--name: expected letters, digits, '.', '_' and '-', got '" + name + "'");
    }
    JournalDamage.tell(List.of(run), err());
    RunReport report = RunScores.report(run, moved.seeds(), moved.gold());
    Scores scores = report.scores(run.toString());
    if (!scores.complete()) {
      throw new UserError(
          ExitCode.INCOMPLETE, run + ": the run is incomplete and no baseline; finish it first");
    }
    if (scores.items().isEmpty()) {
      throw new UserError(run + ": no gold for this run, so nothing to hold others against");
    }
    Path file = folder(baselines, environment).resolve(name + ".json");
    AtomicFile.write(file, Baseline.toJson(scores, name, provenance(report.manifest())));
    out().println("written: " + file + "; commit it");
    out().flush();
    return ExitCode.OK;
  }

  static Path folder(Optional<Path> given, Environment environment) {
    return given.orElseGet(() -> environment.folder("eval").resolve("baselines"));
  }

  private Map<String, String> provenance(Manifest manifest) {
    Map<String, String> from = new TreeMap<>();
    from.put("run", run.toAbsolutePath().normalize().getFileName().toString());
    from.put("run started", manifest.started());
    from.put("blessed", environment.clock().instant().toString());
    from.put("tool", manifest.tool());
    from.put("verdicts", manifest.verdictsAsked() + " of " + manifest.verdictsInGold());
    return from;
  }
}
