package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.InputOptions;
import dev.claimbench.cli.options.SimilarityOption;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench score}: scores again what was answered, here or elsewhere. */
@Command(
    name = "score",
    header = "Scores runs again from their journals, without a model.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores run folders from their journals, without a model; or, with --answers, the answers",
      "that another system gave (docs/FORMATS.md has the format)."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench score runs/20260128-101500",
      "  claimbench score runs/20260128-101500 --explain brakk-foundry-wire#p03",
      "  claimbench score --answers answers.jsonl --out runs/theirs"
    })
final class ScoreCommand extends ConsoleCommand implements Callable<Integer> {
  @Mixin private InputOptions inputs;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "Run folders")
  private List<Path> runs = List.of();

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "Answers of another system, JSON lines")
  private Optional<Path> answers = Optional.empty();

  @Option(names = "--name", description = "What to call that system. Default: the file's name")
  private Optional<String> name = Optional.empty();

  @Option(names = "--out", paramLabel = "DIR", description = "Run folder for --answers")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--seed", description = "For resampling. Default: the one that the run had")
  private Optional<Integer> seed = Optional.empty();

  @Option(names = "--details", description = "Prints every figure instead of the first screen")
  private boolean details;

  @Mixin private SimilarityOption similarity;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = {
        "How one score came about, step by step: article#p03 (the model's third",
        "claim), article#c07 (a gold claim) or story/v01@article (a verdict)"
      })
  private Optional<String> explain = Optional.empty();

  @Mixin private JudgedScores judged = new JudgedScores();

  private final Environment environment;

  ScoreCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (answers.isPresent() == !runs.isEmpty()) {
      throw new UserError(
          "score: give run folders, or --answers FILE, got "
              + (runs.isEmpty() ? "neither" : "both"));
    }
    Optional<RunPlan> asked =
        answers.isPresent() ? Optional.of(imported(answers.get())) : Optional.empty();
    List<Path> folders = asked.isPresent() ? List.of(out.orElseThrow()) : runs;
    JournalDamage.tell(folders, err());
    ScorecardWriter scoreboard =
        new ScorecardWriter(
            environment, inputs.seedsGiven(), inputs.goldGiven(), seed, similarity, details, out());
    if (explain.isPresent()) {
      if (judged.isRequested()) {
        throw new UserError("--judge: not with --explain, which says how a score came about");
      }
      if (folders.size() != 1) {
        throw new UserError("--explain: give one run folder, got " + folders.size());
      }
      scoreboard.explain(folders.get(0), explain.get());
      return ExitCode.OK;
    }
    StringWriter judgement = new StringWriter();
    if (judged.isRequested()) {
      // First, so that the reports have it.
      for (Path folder : folders) {
        judged.show(
            folder, scoreboard.pairs(folder), environment, new PrintWriter(judgement), err());
      }
    }
    boolean complete =
        asked
            .map(plan -> ScorecardWriter.complete(scoreboard.show(folders, plan)))
            .orElseGet(() -> scoreboard.show(folders));
    out().print(judgement);
    out().flush();
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private RunPlan imported(Path file) throws InterruptedException {
    String system = name.orElse(file.getFileName().toString().replaceFirst("\\.jsonl$", ""));
    Path folder = out.orElseThrow(() -> new UserError("score --answers needs --out DIR"));
    return new RecordedAnswers(environment, err())
        .ask(file, system, inputs.inputs(), seed.orElse(RunOptions.SEED), folder);
  }
}
