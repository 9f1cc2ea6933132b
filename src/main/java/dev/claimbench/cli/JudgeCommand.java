package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.dataset.PairsReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.judge.ExamFigures;
import dev.claimbench.judge.JudgeExam;
import dev.claimbench.judge.PairJudge;
import dev.claimbench.judge.TextPair;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench judge}: whether a model can judge pairs of claims. */
@Command(
    name = "judge",
    header = "Examines a model as a judge of claims.",
    mixinStandardHelpOptions = true,
    description = "Measures how well a model tells whether two claims say the same.",
    footer = {"", "Example:", "  claimbench judge exam gguf/qwen2.5-coder-0.5b --limit 60"})
final class JudgeCommand implements Runnable {
  @Spec private CommandSpec spec;
  private final Environment environment;

  JudgeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "judge: expected exam after it");
  }

  @Command(
      name = "exam",
      header = "Asks a model about labelled pairs of claims.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Asks a model what each labelled pair of claims is (same, contrary, overlapping or",
        "different), in both orders, and prints how often it is right by kind of change, its",
        "sensitivity and specificity, its agreement with the labels, and how often it says",
        "something else when the order is swapped. Answers are kept: the same command resumes."
      },
      footer = {"", "Example:", "  claimbench judge exam gguf/qwen2.5-coder-0.5b --limit 60"})
  int exam(
      @Parameters(paramLabel = "MODEL", description = "runtime/model[@where]") String model,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "Ask about N pairs, chosen by the seed. Default: all")
          Optional<Integer> limit,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "" + AskingMethod.SEED,
              description = "Chooses the pairs of --limit. Default: ${DEFAULT-VALUE}")
          int seed,
      @Option(
              names = "--gold",
              paramLabel = "DIR",
              description = "Gold folder with stories.yaml and pairs/. Default: eval")
          Optional<Path> gold,
      @Option(
              names = "--prompts",
              paramLabel = "DIR",
              description = "Folder with judge.md. Default: prompts")
          Optional<Path> prompts,
      @Option(
              names = "--revision",
              paramLabel = "TEXT",
              description = "Names the weights of a server that reports no digest")
          Optional<String> revision,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "Where the answers are kept. Default: judges/MODEL.jsonl")
          Optional<Path> out) {
    if (limit.orElse(1) < 1) {
      throw new UserError("--limit: expected 1 or more, got " + limit.get());
    }
    ModelSpec named = ModelSpec.parse(model);
    if (named.isRecorded()) {
      throw new UserError(
          "judge exam: " + model + " is a journal; expected a model that can be asked");
    }
    Path labels = gold.orElseGet(() -> environment.folder("eval"));
    Stories stories = Stories.read(labels.resolve(Stories.FILE));
    List<ClaimPair> all = PairsReader.read(labels.resolve("pairs"), stories.splits().keySet());
    List<ClaimPair> asked = limit.map(n -> JudgeExam.sample(all, n, seed)).orElse(all);
    PromptTemplate template =
        new PromptLibrary(prompts.orElseGet(() -> environment.folder("prompts")))
            .template(PairJudge.PROMPT);
    Path file = out.orElseGet(() -> ExaminedModel.exam(named));
    JudgeExam exam =
        new ExaminedModel(environment, named, revision, template, spec.commandLine().getErr())
            .ask(file, "the exam", asked.stream().map(TextPair::from).toList(), Optional.empty());
    PrintWriter to = spec.commandLine().getOut();
    to.println(VisibleText.line(named.text()) + ", answers in " + file);
    Bootstrap bootstrap = new Bootstrap(2000, seed);
    for (String split : List.of("dev", "test")) {
      List<ClaimPair> list =
          asked.stream().filter(p -> split.equals(stories.splits().get(p.story()))).toList();
      if (!list.isEmpty()) {
        print(to, split, list, ExamFigures.compute(list, exam, bootstrap));
      }
    }
    return ExitCode.OK;
  }

  private static void print(
      PrintWriter to, String split, List<ClaimPair> pairs, ExamFigures figures) {
    to.printf(
        Locale.ROOT,
        "%n%s: %d pairs of %d stories in both orders; %d of %d answers invalid%s%n",
        split,
        pairs.size(),
        pairs.stream().map(ClaimPair::story).distinct().count(),
        figures.invalid(),
        figures.answers(),
        figures.firstInvalid().map(why -> ", the first: " + VisibleText.line(why)).orElse(""));
    to.println("  ANSWERS RIGHT            N  SHARE  95% OVER STORIES");
    figures.kinds().forEach((kind, share) -> line(to, kind, share));
    for (PairLabel label : figures.decisions().keySet()) {
      String name = label.name().toLowerCase(Locale.ROOT);
      line(to, name + ", sensitivity", figures.decisions().get(label).sensitivity());
      line(to, name + ", specificity", figures.decisions().get(label).specificity());
    }
    to.printf(
        Locale.ROOT,
        "  kappa with the labels %s; %d of %d pairs change with the order%n",
        Double.isNaN(figures.kappa())
            ? "undefined"
            : String.format(Locale.ROOT, "%.3f", figures.kappa()),
        figures.flips(),
        figures.bothValid());
  }

  private static void line(PrintWriter to, String name, ExamFigures.Share share) {
    String value =
        share.all() == 0
            ? "not scored: no valid answer"
            : String.format(
                Locale.ROOT,
                "%.3f  %s",
                (double) share.part() / share.all(),
                share
                    .interval()
                    .map(i -> String.format(Locale.ROOT, "%.2f to %.2f", i.low(), i.high()))
                    .orElse("one story"));
    to.printf(Locale.ROOT, "  %-22s %4d  %s%n", name, share.all(), value);
  }
}
