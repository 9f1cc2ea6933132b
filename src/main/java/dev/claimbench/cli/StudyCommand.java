package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.claim.AtomicFile;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.Stories;
import dev.claimbench.cost.MachineList;
import dev.claimbench.cost.Money;
import dev.claimbench.cost.PriceList;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.study.Arm;
import dev.claimbench.study.Outcome;
import dev.claimbench.study.RunWork;
import dev.claimbench.study.Study;
import dev.claimbench.study.StudyReader;
import dev.claimbench.study.StudyReport;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench study}: all arms of a study, and what they say of its claims. */
@Command(
    name = "study",
    header = "Runs all arms of a study and writes one report.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs all arms of a study, each in a folder of its own, and writes one report: accuracy,",
      "differences to the baseline, cost, and what that says of the claims written down in the",
      "file. A stopped study goes on when it is given again; an arm that was not run is not tested."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench study eval/studies/self-hosting.yaml",
      "  claimbench study eval/studies/self-hosting.yaml --arm off-the-shelf --arm few-shot",
      "  claimbench study eval/studies/self-hosting.yaml --report"
    })
final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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

  @Mixin private Resampling resampling;

  private final Environment environment;

  StudyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Study study = StudyReader.read(file);
    for (String id : only) {
      if (study.arm(id).isEmpty()) {
        throw new UserError(file + ": --arm: no arm is named '" + id + "'");
      }
    }
    refuseLeaks(study);
    PriceList prices = PriceList.read(environment.folder(study.prices()));
    MachineList machines = MachineList.read(environment.folder(study.hardware()));
    study
        .cheaper()
        .ifPresent(
            claim ->
                claim
                    .cells()
                    .forEach(
                        cell ->
                            // Both are there, and of one currency, before an hour is spent.
                            new Money(1, machines.machine(cell.machine()).currency())
                                .of(new Money(1, prices.price(cell.price()).currency()))));
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    Path top = out.orElse(Path.of("runs", "study-" + name));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (Arm arm : study.arms()) {
      Path folder = arm.run().map(Path::of).orElse(top.resolve(arm.id()));
      boolean asked = !reportOnly && (only.isEmpty() || only.contains(arm.id()));
      Optional<String> failed = asked ? ask(study, arm, folder) : Optional.empty();
      outcomes.put(
          arm.id(), failed.<Outcome>map(Outcome.NotTested::new).orElseGet(() -> read(folder)));
    }
    StudyReport report = new StudyReport(study, outcomes, prices, machines, resampling.seed());
    AtomicFile.write(top.resolve("study.md"), report.page().markdown());
    AtomicFile.write(top.resolve("study.html"), report.page().html(study.title()));
    PrintWriter text = spec.commandLine().getOut();
    text.print(report.words());
    outcomes.forEach(
        (id, o) -> {
          if (o instanceof Outcome.NotTested not) {
            text.println("not tested: " + id + ": " + not.why());
          }
        });
    text.println("written: " + top.resolve("study.md") + " and study.html");
    text.flush();
    return ExitCode.OK;
  }

  /** Before anything is asked: a model must not be shown what it is scored on. */
  private void refuseLeaks(Study study) {
    int at = study.questions().indexOf("--gold");
    Path gold = at < 0 ? environment.folder("eval") : Path.of(study.questions().get(at + 1));
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
   * By the very command that a user would give.
   *
   * @return why it was not run; empty where it was
   * @throws UserError where the command line itself is wrong: then the study is
   */
  private Optional<String> ask(Study study, Arm arm, Path folder) {
    if (arm.run().isPresent()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    if (arm.answers().isPresent()) {
      if (!Files.exists(Path.of(arm.answers().get()))) {
        return Optional.of("no file " + arm.answers().get());
      }
      words.addAll(List.of("score", "--answers", arm.answers().get(), "--name", arm.id()));
    } else {
      words.addAll(List.of("run", "--model", arm.model().orElseThrow()));
      words.addAll(
          List.of("--repeat", "" + study.repeats(), "--temperature", "" + arm.temperature()));
      arm.adapt().forEach(how -> words.addAll(List.of("--adapt", how)));
      arm.examples().forEach(story -> words.addAll(List.of("--examples", story)));
      words.addAll(study.answering());
    }
    arm.prompts()
        .ifPresent(p -> words.addAll(List.of("--prompts", environment.folder(p).toString())));
    words.addAll(study.questions());
    words.addAll(List.of("--out", folder.toString()));
    PrintWriter err = spec.commandLine().getErr();
    err.println("arm " + arm.id() + ": claimbench " + String.join(" ", words));
    err.flush();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int code = Main.execute(environment, nowhere, err, words.toArray(String[]::new));
    return switch (code) {
      case ExitCode.OK -> Optional.empty();
      case ExitCode.UNREACHABLE -> Optional.of("the model or its server was not reachable");
      case ExitCode.INCOMPLETE -> Optional.of("incomplete; give the same command again");
      default ->
          throw new UserError(
              code == ExitCode.CRASH ? ExitCode.CRASH : ExitCode.BAD_INPUT,
              file + ": arm " + arm.id() + " could not be run, for the reason above");
    };
  }

  private Outcome read(Path folder) {
    if (Manifest.find(folder).isEmpty()) {
      return new Outcome.NotTested("not run yet");
    }
    Manifest manifest = Manifest.read(folder);
    RunFolder run =
        RunFolder.read(
            folder, Optional.empty(), manifest.gold().map(Path::of).filter(Files::exists));
    Scorecard card = Claimbench.score(run, Scoring.standard(resampling.seed()));
    if (!card.complete()) {
      return new Outcome.NotTested("incomplete; give the same command again");
    }
    RunReport report = new RunReport(run.manifest(), card);
    return new Outcome.Tested(report, report.scores(folder.toString()), RunWork.of(run, card));
  }
}
