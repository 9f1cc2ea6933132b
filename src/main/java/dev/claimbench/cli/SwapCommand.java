package dev.claimbench.cli;

import dev.claimbench.ModelSwap;
import dev.claimbench.RunFolder;
import dev.claimbench.StagedSwap;
import dev.claimbench.SwapDecision;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.LabelSheet;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.SheetDecision;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Think;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.html.ComparisonHtml;
import dev.claimbench.report.terminal.ComparisonText;
import dev.claimbench.report.terminal.GateText;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench swap}: may B take A's place? Runs both, compares, decides. */
@Command(
    name = "swap",
    header = "Decides whether model B may take model A's place.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "May model B take model A's place? Tries two prompts with each model on the development",
      "stories, asks both with the better of theirs about the test stories, compares and decides",
      "with eval/gate.yaml: the first line says swap, keep or cannot tell (exit 0, 3, 4). What",
      "comes after -- goes to `claimbench run`; with --suite, --seeds or --prompts there, no"
          + " prompts",
      "are tried. First a quick `claimbench doctor` of both. The same command resumes an"
          + " interrupted swap."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench swap ollama/qwen2.5:7b ollama/qwen3:8b",
      "  claimbench swap gguf/smollm2-135m gguf/qwen2.5-coder-0.5b -- --suite dev --verdicts 200",
      "  claimbench swap ollama/qwen2.5:7b ollama/qwen3:8b --articles my-news",
      "  claimbench swap ollama/qwen2.5:7b ollama/qwen3:8b --staged",
      "  claimbench swap ollama/gpt-oss:20b ollama/qwen3:8b --thinking low,medium,on,off"
    })
final class SwapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description =
          "The model in use, or a finished run of it: then give after -- what that run was given")
  private String before;

  @Parameters(index = "1", paramLabel = "B", description = "The model to take its place")
  private String now;

  @Parameters(
      index = "2..*",
      paramLabel = "OPTION",
      description = "After --: options of `claimbench run`")
  private List<String> options = List.of();

  @Option(
      names = "--articles",
      paramLabel = "DIR",
      description =
          "Your own articles, without labels: writes a sheet of the verdicts on which A and B"
              + " disagree, for `compare --labels`")
  private Optional<Path> articles = Optional.empty();

  @Option(
      names = "--claims",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "With --articles: claims of each model and article that are judged. Default:"
              + " ${DEFAULT-VALUE}")
  private int claims;

  @Option(
      names = "--judge",
      paramLabel = "MODEL",
      description =
          "With --articles: a third model that gives its verdicts where A and B differ, so that"
              + " fewer labels decide")
  private Optional<String> judge = Optional.empty();

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "DIR",
      description =
          "Folders of prompts that are tried; one is used as it is. Default: prompts,prompts/brief")
  private List<Path> variants = List.of();

  @Option(
      names = "--thinking",
      arity = "0..1",
      fallbackValue = "on,off",
      paramLabel = "LEVELS",
      description =
          "Tries each model so much thinking as well: a list of on, off, low, medium and high."
              + " Without a list: on,off")
  private Optional<String> thinking = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for both runs. Default: runs/swap-A-B, with --articles runs/swap-A-B-FOLDER")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--policy", paramLabel = "FILE", description = "Default: eval/gate.yaml")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "MINUTES",
      description =
          "For one GPU: before another model is asked than just before, waits so long until its"
              + " server is there")
  private Optional<Integer> wait = Optional.empty();

  @Option(
      names = "--staged",
      description =
          "Begins with a third of the stories, and asks more only until it is decided; the error"
              + " rate holds over all looks")
  private boolean staged;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description =
          "For resampling, the sheet's order and that of stages. Default: ${DEFAULT-VALUE}")
  private long seed;

  private final Environment environment;

  SwapCommand(Environment environment) {
    this.environment = environment;
  }

  /** Where both runs are kept: a decision on the user's own articles is not one on the gold's. */
  static Path folder(String before, String now, Optional<Path> articles) {
    String own =
        articles
            .map(
                a ->
                    "-"
                        + Text.slug(
                            a.toAbsolutePath().normalize().toString().replaceAll("^.*[/\\\\]", "")))
            .orElse("");
    return Path.of("runs", "swap-" + Text.slug(before) + "-" + Text.slug(now) + own);
  }

  @Override
  public Integer call() throws IOException {
    ModelSpec inUse =
        ModelSpec.parse(Files.exists(Path.of(before, Manifest.FILE)) ? "replay/" + before : before);
    ModelSpec candidate = ModelSpec.parse(now);
    if (claims < 1) {
      throw new UserError("--claims: expected 1 or more, got " + claims);
    }
    if (staged && articles.isPresent()) {
      throw new UserError(
          "--staged: is about labelled stories, and --articles has none; leave one of them out");
    }
    if (judge.isPresent() && articles.isEmpty()) {
      throw new UserError(
          "--judge: saves labels on your own articles; expected --articles DIR as well");
    }
    List<Think> levels = levels();
    NestedRunOptions questions = NestedRunOptions.parse(options);
    Path top = out.orElseGet(() -> folder(before, now, articles));
    Path file = policy.orElseGet(() -> environment.folder("eval").resolve("gate.yaml"));
    ModelSwap swap =
        new ModelSwap(
            questions.experiment(inUse, top),
            candidate,
            variants,
            levels,
            PolicyReader.read(file),
            seed);
    Optional<List<Article>> own = articles.map(ArticleReader::read);
    RunLauncher launcher =
        questions
            .options()
            .launcher(environment, environment.resume(), spec.commandLine().getErr());
    if (wait.isPresent() && wait.get() < 1) {
      throw new UserError("--wait: expected 1 minute or more, got " + wait.get());
    }
    SwapStages stages =
        new SwapStages(
            staged
                ? new StagedSwap(swap).stages(environment.project())
                : swap.stages(own, claims, judge(), environment.project()),
            (experiment, whole) -> launcher.within(whole).complete(experiment),
            environment.clock(),
            spec.commandLine().getErr(),
            wait.map(Duration::ofMinutes),
            launcher::find,
            time -> Thread.sleep(time.toMillis()));
    stages.tellPlan();
    own.ifPresent(all -> tellOneStory(all, spec.commandLine().getErr()));
    // Of one that is waited for, nothing is known yet.
    List<ModelSpec> all = new ArrayList<>(List.of(inUse, candidate));
    judge().ifPresent(all::add);
    List<ModelSpec> there =
        (wait.isPresent() ? List.of(inUse) : all).stream().filter(m -> !m.isRecorded()).toList();
    if (!there.isEmpty()) {
      // Before the first is asked for minutes.
      there.stream().skip(1).forEach(model -> launcher.find(swap.inUse().of(model)));
      RunPlan first = swap.firstQuestions(own, environment.project());
      DoctorRunner doctor = new DoctorRunner(launcher, launcher.err());
      for (ModelSpec model : there) {
        int code =
            doctor.examine(
                swap.inUse().of(model), first, times -> stages.measured(model.text(), times));
        if (code != ExitCode.OK) {
          return code;
        }
      }
    }
    stages.tellTime();
    try {
      return articles.isPresent() ? withoutGold(swap, stages) : withGold(swap, file, stages);
    } catch (RunLauncher.IncompleteException e) {
      return ExitCode.INCOMPLETE;
    }
  }

  private Optional<ModelSpec> judge() {
    return judge.map(ModelSpec::parse);
  }

  private int withGold(ModelSwap swap, Path file, SwapStages stages) {
    Optional<StagedSwap.Result> looks = Optional.empty();
    if (staged) {
      looks = Optional.of(new StagedSwap(swap).decide(environment.project(), stages));
      stages.tellSaved();
    }
    SwapDecision decided =
        looks
            .map(StagedSwap.Result::decided)
            .orElseGet(() -> swap.decide(environment.project(), stages));
    Decision decision = decided.decision();
    GateReport report = new GateReport(file.toString(), decided.comparison(), decision);
    PrintWriter text = spec.commandLine().getOut();
    Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
    text.print(
        decision.swapWord() + GateText.toText(report, style).substring(decision.word().length()));
    text.print(ComparisonText.toText(decided.comparison(), style, 5));
    text.print(looks.map(StagedSwap.Result::toText).orElse(""));
    text.print(decided.search().toText());
    Path page = swap.inUse().out().resolve(ComparisonHtml.FILE);
    CompareCommand.writePages(
        page,
        decided.comparison(),
        Optional.of(report),
        run(decided.comparison().baseline()),
        run(decided.comparison().candidate()));
    text.println("Page  " + page);
    text.flush();
    return GateCommand.code(decision);
  }

  private static Optional<RunFolder> run(Scores scores) {
    return Optional.of(RunFolder.read(Path.of(scores.name()), Optional.empty(), Optional.empty()));
  }

  /**
   * What of thinking is tried, in the order given.
   *
   * @throws UserError for a word that is none, or is there twice
   */
  private List<Think> levels() {
    List<Think> levels = new ArrayList<>();
    for (String word : thinking.map(t -> t.split(",", -1)).orElse(new String[0])) {
      Think level =
          Think.named(word.strip())
              .orElseThrow(
                  () ->
                      new UserError(
                          "--thinking: expected a list of words such as off, low, high, got '%s'"
                              .formatted(word)));
      if (levels.contains(level)) {
        throw new UserError("--thinking: " + level.word() + " is there twice");
      }
      levels.add(level);
    }
    return levels;
  }

  /** Claims are judged against the next article of their story as well. */
  private static void tellOneStory(List<Article> all, PrintWriter err) {
    if (all.size() > 2 && all.stream().map(Article::story).distinct().count() == 1) {
      err.println(
          "note: all "
              + all.size()
              + " articles lie in one folder and count as one story, so each claim is also judged"
              + " against the next file, whatever that is about; give each story a folder of its"
              + " own");
      err.flush();
    }
  }

  private int withoutGold(ModelSwap swap, SwapStages stages) throws IOException {
    Path top = swap.inUse().out();
    ModelSwap.DisagreementSheets both =
        swap.disagreements(articles.get(), claims, judge(), environment.project(), stages);
    Path claimSheet = both.claims();
    Scores a = both.verdicts().get(0);
    Scores b = both.verdicts().get(1);
    Path sheet = top.resolve("disagreements.csv");
    String text = LabelSheet.toCsv(a, b, seed);
    SheetDecision start =
        LabelSheet.read(sheet.toString(), text, a, b, both.judge(), swap.policy());
    PrintWriter to = spec.commandLine().getOut();
    String program = environment.program();
    to.println(start.toText());
    LabelSheet.constantAnswers(a, b).forEach(to::println);
    to.print(both.prepared().search().toText());
    if (start.disagreements() == 0) {
      to.println("no verdict differs, so there is nothing to label");
    } else {
      if (Files.exists(sheet)) {
        to.println(sheet + " is there already and stays as it is");
      } else {
        AtomicFile.write(sheet, text);
        to.println("written: " + sheet + "; label it from the top (S, R or N), in a table or with");
        to.println("  " + program + " label --articles " + articles.get() + " --sheet " + sheet);
        to.println("then");
      }
      to.println(
          "  "
              + program
              + " compare "
              + top.resolve("baseline")
              + " "
              + top.resolve("candidate")
              + " --labels "
              + sheet
              + both.judge().map(j -> " --judge " + j.name()).orElse(""));
    }
    to.println(
        "claims that only one of the models gives: "
            + claimSheet
            + "; mark the right ones with S and wrong ones with N, then");
    to.println(
        "  "
            + program
            + " compare "
            + both.extracted().get(0)
            + " "
            + both.extracted().get(1)
            + " --labels "
            + claimSheet
            + " --claims-margin N");
    to.println(
        "where N is how many right claims less wrong ones an article may lose, such as 0.3; fix it"
            + " before the first label (without it, the sheet counts and decides nothing)");
    to.flush();
    return CompareCommand.code(start.advice());
  }
}
