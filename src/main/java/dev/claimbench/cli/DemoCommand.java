package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.terminal.GateText;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.run.AskingMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench demo}: a whole comparison of recorded models, without a model. */
@Command(
    name = "demo",
    header = "Compares two recorded models and decides; needs no model.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores the recorded answers of two real models, compares them story by story, decides by",
      "eval/gate.yaml whether the second may take the first one's place, and writes a page."
    },
    footer = {"", "Example: claimbench demo"})
final class DemoCommand extends ConsoleCommand implements Callable<Integer> {
  private static final List<String> RECORDED = List.of("smollm2-135m", "qwen2.5-coder-0.5b");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "runs/demo.html",
      description = "The page. Default: ${DEFAULT-VALUE}")
  private Path out;

  private final Environment environment;

  DemoCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Path eval = environment.folder("eval");
    Path file = eval.resolve("gate.yaml");
    Policy policy = PolicyReader.read(file);
    List<RunScores.Loaded> runs =
        RunScores.loaded(
            RECORDED.stream().map(n -> eval.resolve("recorded").resolve(n)).toList(),
            policy,
            Optional.empty(),
            Optional.empty());
    Comparison comparison =
        Claimbench.compare(runs.get(0).scores(), runs.get(1).scores(), policy, AskingMethod.SEED);
    Decision decision = Claimbench.decide(comparison, policy);
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    GateReport report = new GateReport(file.toString(), comparison, decision);
    CompareCommand.writePages(
        out, comparison, Optional.of(report), runs.get(0).run(), runs.get(1).run());
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    PrintWriter text = out();
    text.println();
    text.println(FigureText.scope(comparison) + "; recorded answers of two tiny models");
    text.println("in use     " + comparison.baseline().model());
    text.println("candidate  " + comparison.candidate().model());
    text.println();
    text.print(GateText.toText(report, style));
    text.println();
    text.println("Page         " + out);
    text.println(
        "All figures  "
            + environment.program()
            + " compare "
            + runs.get(0).scores().name()
            + " "
            + runs.get(1).scores().name());
    text.println(
        "Next         your own two models: " + environment.program() + " swap ollama/A ollama/B");
    text.flush();
    return ExitCode.OK;
  }
}
