package dev.claimbench.cli;

import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.compare.PolicyErrorRates;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.SuitePolicies;
import dev.claimbench.report.terminal.PolicyText;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench policy}: what a policy will do, before a run is looked at. */
@Command(
    name = "policy",
    header = "Says what a policy will do, and how often it errs.",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a policy will do (docs/GATE.md), before a run is looked at: each rule in words,"
          + " and",
      "how often it would accept, reject and not tell on the stories of your own runs."
    },
    footer = {"", "Example:", "  claimbench policy explain eval/gate.yaml runs/old"})
final class PolicyCommand extends CommandGroup {
  private final Environment environment;

  PolicyCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      name = "check",
      header = "Checks a policy, and names the line of a fault.",
      mixinStandardHelpOptions = true,
      description = "Checks a policy; exit code 2 and the line if something is wrong with it.",
      footer = {"", "Example:", "  claimbench policy check eval/gate.yaml"})
  int check(@Parameters(paramLabel = "FILE", description = "The policy") Path file) {
    print(file + ": " + PolicyText.summary(PolicyReader.readSuites(file)) + "\n");
    return ExitCode.OK;
  }

  @Command(
      name = "explain",
      header = "Each rule in words, and how often the policy errs.",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      description = {
        "Each rule of a policy in words. With a run, or a baseline's file, also how often the"
            + " deciding",
        "figures would accept, reject and not tell, in swaps made of its stories. With two runs on",
        "the same questions these differ as much as the two runs do."
      },
      footer = {
        "",
        "Examples:",
        "  claimbench policy explain eval/gate.yaml",
        "  claimbench policy explain eval/gate.yaml runs/old",
        "  claimbench policy explain eval/gate.yaml runs/old runs/other",
        "  claimbench policy explain eval/suites.yaml invented=runs/old-invented real=runs/old-real"
      })
  int explain(
      @Parameters(paramLabel = "FILE", description = "The policy") Path file,
      @Parameters(
              paramLabel = "RUN",
              arity = "0..*",
              description =
                  "Run folder, scores.json or baseline; two at most. With suites SUITE=RUN, one or"
                      + " two of each")
          List<String> runs,
      @Option(
              names = "--correlation",
              paramLabel = "R",
              defaultValue = "" + PolicyErrorRates.CORRELATION,
              description =
                  "With one run: how two models' figures of a story correlate, 0 to 0.99. Default:"
                      + " ${DEFAULT-VALUE}")
          double correlation,
      @Option(
              names = "--swaps",
              paramLabel = "N",
              defaultValue = "500",
              description = "How many are simulated for each line. Default: ${DEFAULT-VALUE}")
          int swaps,
      @Option(names = "--json", description = "The error rates as JSON instead of text")
          boolean json,
      @Mixin DataLocationOptions moved,
      @Mixin ResamplingOptions resampling) {
    SuitePolicies policy = PolicyReader.readSuites(file);
    List<String> given = runs == null ? List.of() : runs;
    Optional<PolicyErrorRates> rates =
        errorRates(policy, given, correlation, swaps, moved, resampling.seed());
    if (json) {
      print(Json.pretty(rates.orElseThrow(() -> new UserError("--json: give a run"))));
      return ExitCode.OK;
    }
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    print(
        file
            + "\n"
            + PolicyText.explain(policy, style)
            + rates.map(r -> "\n" + PolicyText.errorRates(r, style)).orElse(""));
    return ExitCode.OK;
  }

  private Optional<PolicyErrorRates> errorRates(
      SuitePolicies policy,
      List<String> runs,
      double correlation,
      int swaps,
      DataLocationOptions moved,
      long seed) {
    if (!(correlation >= 0 && correlation <= 0.99)) {
      throw new UserError("--correlation: expected 0 to 0.99, got " + correlation);
    }
    if (swaps < 1 || swaps > 100_000) {
      throw new UserError("--swaps: expected 1 to 100000, got " + swaps);
    }
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<Path>> bySuite = SuiteRuns.parse("policy explain", policy, runs, 2);
    int each = bySuite.values().iterator().next().size();
    List<PolicyErrorRates.Suite> suites = new ArrayList<>();
    bySuite.forEach(
        (name, paths) -> {
          if (paths.size() > 2) {
            throw new UserError("policy explain: expected two runs at most, got " + paths.size());
          }
          if (paths.size() != each) {
            throw new UserError("policy explain: expected as many runs of each suite, one or two");
          }
          JournalDamage.tell(paths, err());
          suites.add(
              new PolicyErrorRates.Suite(
                  name,
                  policy.suites().get(name).policy(),
                  paths.stream()
                      .map(r -> RunScores.load(r, moved.seeds(), moved.gold()))
                      .toList()));
        });
    return Optional.of(PolicyErrorRates.simulate(policy.alpha(), suites, correlation, swaps, seed));
  }

  private void print(String text) {
    PrintWriter out = out();
    out.print(text);
    out.flush();
  }
}
