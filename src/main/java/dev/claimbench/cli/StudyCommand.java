package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cost.Machine;
import dev.claimbench.cost.Money;
import dev.claimbench.cost.Price;
import dev.claimbench.cost.RateList;
import dev.claimbench.dataset.Stories;
import dev.claimbench.model.Think;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.study.Arm;
import dev.claimbench.study.ArmOutcome;
import dev.claimbench.study.RunUsage;
import dev.claimbench.study.Study;
import dev.claimbench.study.StudyReader;
import dev.claimbench.study.StudyReport;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench study}: all arms of a study, and what they say of its claims. */
@Command(
    name = "study",
    header = "Runs all arms of a study and writes one report.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs all arms of a study, each in a folder of its own, and writes one report: accuracy,",
      "differences to the baseline, cost, and what that says of the claims written down in the",
      "file. The same command resumes an interrupted study; an arm that was not run is not tested."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench study eval/studies/self-hosting.yaml",
      "  claimbench study eval/studies/self-hosting.yaml --arm off-the-shelf --arm few-shot",
      "  claimbench study eval/studies/self-hosting.yaml --report"
    })
final class StudyCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The study, see docs/FORMATS.md")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the arms' runs and of the report. Default: runs/study-FILE")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--arm", paramLabel = "ID", description = "Asks only these. Default: all")
  private List<String> only = List.of();

  @Option(names = "--report", description = "Asks nothing, reports what there is")
  private boolean reportOnly;

  @Mixin private ResamplingOptions resampling;

  private final Environment environment;

  StudyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Study study = StudyReader.read(file);
    for (String id : only) {
      if (study.arm(id).isEmpty()) {
        throw new UserError(file + ": --arm: no arm is named '" + id + "'");
      }
    }
    refuseLeaks(study);
    RateList<Price> prices = RateList.prices(environment.folder(study.prices()));
    RateList<Machine> machines = RateList.machines(environment.folder(study.hardware()));
    study
        .cheaper()
        .ifPresent(
            claim ->
                claim
                    .cells()
                    .forEach(
                        cell ->
                            // Both are there, and of one currency, before an hour is spent.
                            new Money(1, machines.find(cell.machine()).currency())
                                .of(new Money(1, prices.find(cell.price()).currency()))));
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    Path top = out.orElse(Path.of("runs", "study-" + name));
    Map<String, ArmOutcome> outcomes = new LinkedHashMap<>();
    for (Arm arm : study.arms()) {
      Path folder = arm.run().map(Path::of).orElse(top.resolve(arm.id()));
      boolean asked = !reportOnly && (only.isEmpty() || only.contains(arm.id()));
      if (!asked || arm.run().isPresent()) {
        // What is asked says it itself.
        JournalDamage.tell(List.of(folder), err());
      }
      Optional<String> failed = asked ? ask(study, arm, folder) : Optional.empty();
      outcomes.put(
          arm.id(),
          failed.<ArmOutcome>map(ArmOutcome.NotTested::new).orElseGet(() -> read(folder)));
    }
    StudyReport report = new StudyReport(study, outcomes, prices, machines, resampling.seed());
    AtomicFile.write(top.resolve("study.md"), report.page().markdown());
    AtomicFile.write(top.resolve("study.html"), report.page().html(study.title()));
    PrintWriter text = out();
    text.print(report.toText());
    outcomes.forEach(
        (id, o) -> {
          if (o instanceof ArmOutcome.NotTested not) {
            text.println("not tested: " + id + ": " + not.why());
          }
        });
    text.println("written: " + top.resolve("study.md") + " and study.html");
    text.flush();
    return ExitCode.OK;
  }

  /** Before anything is asked: a model must not be shown what it is scored on. */
  private void refuseLeaks(Study study) {
    Path gold = study.inputs().goldFolder(environment.project());
    Map<String, String> splits = Stories.find(gold).map(Stories::splits).orElse(Map.of());
    for (Arm arm : study.arms()) {
      for (String story : arm.examples()) {
        if ("test".equals(splits.get(story))) {
          throw new UserError(
              "%s: arm %s: examples: '%s' is a test story, on which it is scored; take dev stories"
                  .formatted(file, arm.id(), story));
        }
      }
    }
  }

  /**
   * Asks what an arm asks.
   *
   * @return why it was not run; empty where it was
   * @throws UserError where the arm itself is wrong: then the study is
   */
  private Optional<String> ask(Study study, Arm arm, Path folder) throws InterruptedException {
    if (arm.run().isPresent()) {
      return Optional.empty();
    }
    Optional<Path> answers = arm.answers().map(Path::of);
    if (answers.isPresent() && !Files.exists(answers.get())) {
      return Optional.of("no file " + answers.get());
    }
    PrintWriter err = err();
    err.println(
        "arm " + arm.id() + ": claimbench " + String.join(" ", commandLine(study, arm, folder)));
    err.flush();
    try {
      boolean complete =
          answers.isPresent()
              ? score(study, arm, answers.get(), folder)
              : launcher(study).run(study.experiment(arm, environment.project(), folder));
      return complete ? Optional.empty() : Optional.of("incomplete; give the same command again");
    } catch (UserError e) {
      err.println(Main.line(e.getMessage()));
      return switch (e.exitCode()) {
        case ExitCode.UNREACHABLE -> Optional.of("the model or its server was not reachable");
        case ExitCode.INCOMPLETE -> Optional.of("incomplete; give the same command again");
        default ->
            throw new UserError(
                file + ": arm " + arm.id() + " could not be run, for the reason above");
      };
    }
  }

  private RunLauncher launcher(Study study) {
    OptionalInt concurrency =
        study.settings().concurrency().map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new RunLauncher(
        environment,
        RunLauncher.settings(environment, RunOptions.TRIES, concurrency, true),
        false,
        environment.resume(),
        err());
  }

  private boolean score(Study study, Arm arm, Path answers, Path folder)
      throws InterruptedException {
    Inputs inputs = study.inputs(arm, environment.project());
    PrintWriter err = err();
    new RecordedAnswers(environment, err).ask(answers, arm.id(), inputs, AskingMethod.SEED, folder);
    return ScorecardWriter.silent(environment, inputs, Optional.empty()).show(List.of(folder));
  }

  /** What a user would give for the same: an arm can be run on its own. */
  private List<String> commandLine(Study study, Arm arm, Path folder) {
    List<String> words = new ArrayList<>();
    if (arm.answers().isPresent()) {
      words.addAll(List.of("score", "--answers", arm.answers().get(), "--name", arm.id()));
    } else {
      words.addAll(List.of("run", "--model", arm.model().orElseThrow()));
      words.addAll(
          List.of("--repeat", "" + study.repeats(), "--temperature", "" + arm.temperature()));
      arm.adapt().forEach(how -> words.addAll(List.of("--adapt", how)));
      arm.examples().forEach(story -> words.addAll(List.of("--examples", story)));
      Study.Settings settings = study.settings();
      option(words, "--context", settings.context());
      option(words, "--timeout", settings.timeout());
      option(words, "--seed", settings.seed());
      option(words, "--concurrency", settings.concurrency());
      settings
          .think()
          .ifPresent(t -> words.add(t.equals(Think.OFF) ? "--no-think" : "--think=" + t.word()));
    }
    Inputs inputs = study.inputs(arm, environment.project());
    option(words, "--prompts", inputs.prompts());
    option(words, "--suite", inputs.suite());
    option(words, "--seeds", inputs.seeds());
    option(words, "--gold", inputs.gold());
    option(words, "--limit", inputs.limit());
    inputs.tasks().forEach(task -> words.addAll(List.of("--task", task)));
    int verdicts = inputs.verdicts().orElse(Inputs.EVERY);
    words.addAll(
        verdicts == Inputs.EVERY ? List.of("--all") : List.of("--verdicts", "" + verdicts));
    words.addAll(List.of("--out", folder.toString()));
    return words;
  }

  private static void option(List<String> words, String option, Optional<?> value) {
    value.ifPresent(v -> words.addAll(List.of(option, v.toString())));
  }

  private ArmOutcome read(Path folder) {
    if (Manifest.find(folder).isEmpty()) {
      return new ArmOutcome.NotTested("not run yet");
    }
    Manifest manifest = Manifest.read(folder);
    RunFolder run =
        RunFolder.read(
            folder, Optional.empty(), manifest.gold().map(Path::of).filter(Files::exists));
    Scorecard card = Claimbench.score(run, Scoring.standard(resampling.seed()));
    if (!card.complete()) {
      return new ArmOutcome.NotTested("incomplete; give the same command again");
    }
    RunReport report = new RunReport(run.manifest(), card);
    return new ArmOutcome.Tested(
        report, report.scores(folder.toString()), RunUsage.from(run, card));
  }
}
