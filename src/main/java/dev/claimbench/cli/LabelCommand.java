package dev.claimbench.cli;

import dev.claimbench.ModelSwap;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.LocalPage;
import dev.claimbench.cli.options.RunLabels;
import dev.claimbench.compare.ClaimSheet;
import dev.claimbench.compare.LabelSheet;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.SheetDecision;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleFiles;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.label.Adjudication;
import dev.claimbench.label.Annotator;
import dev.claimbench.label.LabelFiles;
import dev.claimbench.label.LabelSession;
import dev.claimbench.label.SheetFile;
import dev.claimbench.label.Suggestions;
import dev.claimbench.report.html.ServedPage;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench label}: pages on which labels are made, for this machine only. */
@Command(
    name = "label",
    header = "Opens a page for labelling articles and claims.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens a page for labelling: select words in an article to quote them, fill in the claim,",
      "judge claims with the keys 1, 2 and 3, undo. Every change is in the YAML files at once;",
      "comments and order stay. Annotators work blind to each other and to the gold; what they",
      "differ in is settled on a page of its own. The page is for this machine only; Ctrl-C ends"
          + " it."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench label --seeds my-articles --gold my-eval",
      "  claimbench label --seeds my-articles --gold my-eval --annotator anna",
      "  claimbench label --seeds my-articles --gold my-eval --adjudicate anna bob",
      "  claimbench label --articles news --sheet runs/swap-A-B-news/disagreements.csv"
    })
final class LabelCommand extends ConsoleCommand implements Callable<Integer> {
  @Option(
      names = {"--seeds", "--articles"},
      paramLabel = "DIR",
      required = true,
      description = "Folder of articles (.md, .txt)")
  private Path seeds;

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Folder with gold/ and verify/, which are edited")
  private Optional<Path> gold = Optional.empty();

  @Option(
      names = "--annotator",
      paramLabel = "NAME",
      description =
          "Labels go to annotators/NAME/ in the gold folder; neither the gold's nor another's are"
              + " shown")
  private Optional<String> annotator = Optional.empty();

  @Option(
      names = "--adjudicate",
      paramLabel = "NAME",
      arity = "2",
      description =
          "Two annotators: where they differ, side by side; what is chosen goes to the gold")
  private List<String> adjudicate = List.of();

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "A sheet that `swap --articles` wrote, to be judged here; needs no --gold")
  private Optional<Path> sheet = Optional.empty();

  @Option(
      names = "--suggest",
      paramLabel = "RUN",
      description =
          "Shows that run's answers on request; labels made after that are marked as suggested")
  private Optional<Path> suggest = Optional.empty();

  @Option(names = "--port", paramLabel = "N", description = "Default: any that is free")
  private Optional<Integer> port = Optional.empty();

  private final Environment environment;

  LabelCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (Stream.of(annotator.isPresent(), !adjudicate.isEmpty(), sheet.isPresent())
            .filter(given -> given)
            .count()
        > 1) {
      throw new UserError("give one of --annotator, --adjudicate and --sheet");
    }
    if (suggest.isPresent() && (!adjudicate.isEmpty() || sheet.isPresent())) {
      throw new UserError(
          "--suggest: only where labels are made, not to settle them or on a sheet");
    }
    List<Article> articles = ArticleReader.read(seeds);
    ArticleFiles.in(seeds).note(seeds).ifPresent(err()::println);
    if (sheet.isPresent()) {
      LabelSession session = new SheetFile(sheet.get(), articles, decided(sheet.get()));
      return serve("sheet", session, ServedPage.sheet());
    }
    Path labels =
        gold.orElseThrow(() -> new UserError("--gold: the folder that labels are written to"));
    if (!adjudicate.isEmpty()) {
      LabelSession session =
          new Adjudication(labels, adjudicate.get(0), adjudicate.get(1), articles);
      return serve("adjudication", session, ServedPage.adjudication());
    }
    JournalDamage.tell(suggest.stream().toList(), err());
    Suggestions suggestions = suggestions(suggest, seeds, labels, environment);
    if (annotator.isPresent()) {
      Annotator who = new Annotator(labels, annotator.get());
      return serve(
          "label as " + who.name(),
          new LabelFiles(who, articles, suggestions),
          ServedPage.label(false));
    }
    return serve(
        "label", new LabelFiles(labels, articles, suggestions, List.of()), ServedPage.label(false));
  }

  private int serve(String what, LabelSession session, ServedPage page) {
    return LocalPage.serve(out(), what, Optional.of(session), port, page);
  }

  /** What a run answered about these articles, shown on request. */
  static Suggestions suggestions(
      Optional<Path> run, Path seeds, Path labels, Environment environment) {
    // The gold changes while it is labelled: the run need not have been made with this one.
    Optional<Path> now = Optional.of(labels).filter(Files::isDirectory);
    return run.map(r -> RunFolder.read(r, Optional.of(seeds), now, environment.home()))
        .map(RunLabels::from)
        .map(Suggestions::of)
        .orElseGet(Suggestions::none);
  }

  /** Where both runs lie beside the sheet, as {@code swap} leaves them: whether one may stop. */
  private Optional<Predicate<String>> decided(Path file) {
    Path beside = file.toAbsolutePath().getParent();
    Path before = beside.resolve("baseline");
    Path now = beside.resolve("candidate");
    boolean claims = ClaimSheet.isClaimSheet(TextFiles.read(file));
    if (claims || !Files.isDirectory(before) || !Files.isDirectory(now)) {
      return Optional.empty();
    }
    Policy rules = PolicyReader.read(environment.folder("eval").resolve("gate.yaml"));
    Optional<Path> judge = Optional.of(beside.resolve(ModelSwap.JUDGE)).filter(Files::isDirectory);
    List<Path> runs = new ArrayList<>(List.of(before, now));
    judge.ifPresent(runs::add);
    JournalDamage.tell(runs, err());
    Scores a = RunScores.load(before, Optional.of(seeds), Optional.empty());
    Scores b = RunScores.load(now, Optional.of(seeds), Optional.empty());
    Optional<Scores> third =
        judge.map(run -> RunScores.load(run, Optional.of(seeds), Optional.empty()));
    return Optional.of(
        text ->
            LabelSheet.read(file.toString(), text, a, b, third, rules).advice()
                != SheetDecision.Advice.GO_ON);
  }
}
