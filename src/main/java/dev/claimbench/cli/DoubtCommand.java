package dev.claimbench.cli;

import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.LocalPage;
import dev.claimbench.cli.options.RunLabels;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.label.LabelFiles;
import dev.claimbench.label.LabelSession;
import dev.claimbench.label.ModelLabels;
import dev.claimbench.label.Suggestions;
import dev.claimbench.label.SuspectLabel;
import dev.claimbench.report.html.ServedPage;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code claimbench corpus doubt}: where several models agree against the gold. */
@Command(
    name = "doubt",
    header = "Lists verdicts of the gold that several models contradict.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists verdicts of the gold on which several models agree that it is another one: the gold",
      "may be wrong there, or all of them are. --serve opens the labelling page with that list."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench corpus doubt eval/recorded/smollm2-135m eval/recorded/qwen2.5-coder-0.5b",
      "  claimbench corpus doubt runs/a runs/b --seeds my-articles --gold my-eval --serve"
    })
final class DoubtCommand extends ConsoleCommand implements Callable<Integer> {
  @ParentCommand private CorpusCommand corpus;

  @Parameters(paramLabel = "RUN", arity = "2..*", description = "Run folders, one per model")
  private List<Path> runs = List.of();

  @Option(
      names = "--least",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many models must agree. Default: ${DEFAULT-VALUE}")
  private int least;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many are shown. Default: ${DEFAULT-VALUE}")
  private int top;

  @Option(
      names = "--serve",
      description = "Opens the labelling page with the list, for this machine only, until Ctrl-C")
  private boolean serve;

  @Option(
      names = "--suggest",
      paramLabel = "RUN",
      description = "On the page: shows that run's answers when asked for")
  private Optional<Path> suggest = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Of the page. Default: any that is free")
  private Optional<Integer> port = Optional.empty();

  private final Environment environment;

  DoubtCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (least < 2 || top < 1) {
      throw new UserError(
          "expected --least 2 or more and --top 1 or more, got " + least + ", " + top);
    }
    Path seeds = corpus.articles();
    Path gold = corpus.labels();
    JournalDamage.tell(Stream.concat(runs.stream(), suggest.stream()).toList(), err());
    List<RunFolder> folders = folders(runs, seeds, gold, environment);
    List<ModelLabels> models = RunLabels.ofModels(folders);
    List<GoldVerdict> asked = verdictsAsked(folders);
    List<SuspectLabel> doubts = SuspectLabel.find(asked, models, least);
    if (serve) {
      Suggestions suggestions = LabelCommand.suggestions(suggest, seeds, gold, environment);
      LabelSession session = new LabelFiles(gold, ArticleReader.read(seeds), suggestions, doubts);
      return LocalPage.serve(out(), "label", Optional.of(session), port, ServedPage.label(true));
    }
    PrintWriter out = out();
    out.printf(
        Locale.ROOT,
        "%d of %d verdicts on which %d or more of %d models agree against the gold%n",
        doubts.size(),
        asked.size(),
        least,
        models.size());
    doubts.stream().limit(top).forEach(d -> out.print(d.toText()));
    if (doubts.size() > top) {
      out.printf(Locale.ROOT, "… and %d more: --top %d%n", doubts.size() - top, doubts.size());
    }
    out.flush();
    return ExitCode.OK;
  }

  /** Runs, scored with the gold as it is now. */
  private static List<RunFolder> folders(
      List<Path> runs, Path seeds, Path gold, Environment environment) {
    return runs.stream()
        .map(r -> RunFolder.read(r, Optional.of(seeds), Optional.of(gold), environment.home()))
        .toList();
  }

  /** Verdicts that any of the runs was asked for. */
  private static List<GoldVerdict> verdictsAsked(List<RunFolder> runs) {
    Map<String, GoldVerdict> asked = new LinkedHashMap<>();
    for (RunFolder run : runs) {
      Map<String, GoldVerdict> byId = run.gold().verdictsById();
      run.manifest().verdicts().forEach(id -> asked.putIfAbsent(id, byId.get(id)));
    }
    return List.copyOf(asked.values());
  }
}
