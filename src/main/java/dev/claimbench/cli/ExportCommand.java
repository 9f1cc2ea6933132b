package dev.claimbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.Claimbench;
import dev.claimbench.RunBundle;
import dev.claimbench.RunFolder;
import dev.claimbench.adapt.TrainingData;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.AtomicFile;
import dev.claimbench.claim.GoldSet;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.ArticleReader;
import dev.claimbench.corpus.GoldFolder;
import dev.claimbench.corpus.Stories;
import dev.claimbench.prompt.PromptLibrary;
import dev.claimbench.report.ExportRows;
import dev.claimbench.report.ExportText;
import dev.claimbench.report.LatexTable;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.Scoring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench export}: runs and gold as rows for other tools, or a table for a paper. */
@Command(
    name = "export",
    header = "Writes runs or the gold as JSON lines, CSV or LaTeX.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes what runs came to, or without a run the gold itself, as JSON lines or CSV; or runs'",
      "headline figures with intervals as a LaTeX table; or a run as one file."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench export runs/a --rows verdicts --csv",
      "  claimbench export runs/a runs/b --latex --out results.tex",
      "  claimbench export runs/a --bundle a.zip",
      "  claimbench export --rows verdicts --texts --out gold.jsonl",
      "  claimbench export --finetune --out train.jsonl"
    })
final class ExportCommand implements Callable<Integer> {
  /** What a row is about. */
  enum Rows {
    FIGURES,
    VERDICTS,
    CLAIMS
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "Run folders; none: the gold")
  private List<Path> runs = List.of();

  @Option(
      names = "--rows",
      paramLabel = "WHAT",
      description = "figures, verdicts or claims. Default: figures of runs, verdicts of the gold")
  private Optional<Rows> rows = Optional.empty();

  @Option(names = "--csv", description = "A table with a header. Default: JSON lines")
  private boolean csv;

  @Option(names = "--latex", description = "The headline figures of the runs, with intervals")
  private boolean latex;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "One run with all that its figures need as one file, for `verify-bundle`")
  private Optional<Path> bundle = Optional.empty();

  @Option(names = "--texts", description = "With the gold's verdicts: the articles' texts too")
  private boolean texts;

  @Option(
      names = "--finetune",
      description =
          "Chat-format training data of the gold, of dev stories alone (docs/finetuning.md)")
  private boolean finetune;

  @Option(
      names = "--story",
      paramLabel = "ID",
      description = "With --finetune: only this story; may be repeated. Default: all of dev")
  private List<String> stories = List.of();

  @Option(
      names = "--prompts",
      paramLabel = "DIR",
      description = "With --finetune: what is asked. Default: prompts")
  private Optional<Path> prompts = Optional.empty();

  @Mixin private Moved moved;
  @Mixin private Resampling resampling;

  @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output")
  private Optional<Path> out = Optional.empty();

  private final Environment environment;

  ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (latex && (csv || rows.isPresent() || runs.isEmpty())) {
      throw new UserError("export --latex: takes run folders, without --rows and --csv");
    }
    if (bundle.isPresent()) {
      return bundle(bundle.get());
    }
    if (finetune) {
      if (latex || csv || texts || rows.isPresent() || !runs.isEmpty()) {
        throw new UserError("export --finetune: takes no runs, --rows, --csv, --texts or --latex");
      }
      List<String> lines = trainingData();
      write(String.join("\n", lines) + "\n");
      return ExitCode.OK;
    }
    if (!stories.isEmpty() || prompts.isPresent()) {
      throw new UserError("export: --story and --prompts go with --finetune");
    }
    Map<String, RunReport> reports = new LinkedHashMap<>();
    runs.forEach(run -> reports.put(run.toString(), report(run)));
    String text =
        latex
            ? LatexTable.of(List.copyOf(reports.values()))
            : written(runs.isEmpty() ? goldRows() : runRows(reports));
    write(text);
    boolean complete = reports.values().stream().allMatch(r -> r.scorecard().complete());
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private void write(String text) {
    if (out.isPresent()) {
      AtomicFile.write(out.get(), text);
    } else {
      TerminalWriter.data(spec.commandLine().getOut(), text);
      spec.commandLine().getOut().flush();
    }
  }

  private List<String> trainingData() {
    Path from = moved.seeds().orElseGet(() -> environment.folder("seeds"));
    Path labels = moved.gold().orElseGet(() -> environment.folder("eval"));
    Stories known = Stories.read(labels.resolve(Stories.FILE));
    List<Article> all = ArticleReader.read(from);
    List<Article> articles =
        stories.isEmpty()
            ? known.select("dev", all)
            : all.stream().filter(a -> stories.contains(a.story())).toList();
    known.requireDev("export --finetune", articles);
    GoldSet set = GoldFolder.read(labels, from, articles);
    List<String> lines =
        TrainingData.of(
            known,
            articles,
            set,
            new PromptLibrary(prompts.orElseGet(() -> environment.folder("prompts")))
                .all(PromptsCommand.KINDS));
    if (lines.isEmpty()) {
      throw new UserError("export --finetune: no gold of dev stories in " + labels);
    }
    return lines;
  }

  private int bundle(Path file) {
    if (runs.size() != 1 || csv || latex || rows.isPresent() || out.isPresent()) {
      throw new UserError("export --bundle: takes one run folder, without --rows, --csv, --out");
    }
    JournalDamage.tell(runs, spec.commandLine().getErr());
    RunBundle.write(runs.get(0), moved.seeds(), moved.gold(), environment.home(), file);
    return ExitCode.OK;
  }

  private RunReport report(Path folder) {
    JournalDamage.tell(List.of(folder), spec.commandLine().getErr());
    RunFolder run = RunFolder.read(folder, moved.seeds(), moved.gold());
    return new RunReport(
        run.manifest(), Claimbench.score(run, Scoring.standard(resampling.seed())));
  }

  private String written(List<ObjectNode> list) {
    return csv ? ExportText.csv(list) : ExportText.jsonLines(list);
  }

  private List<ObjectNode> runRows(Map<String, RunReport> reports) {
    if (texts) {
      throw new UserError("export --texts: goes with the gold's verdicts, not with runs");
    }
    List<ObjectNode> list = new ArrayList<>();
    reports.forEach(
        (run, report) ->
            list.addAll(
                switch (rows.orElse(Rows.FIGURES)) {
                  case FIGURES -> ExportRows.figures(run, report);
                  case VERDICTS -> ExportRows.verdicts(run, report);
                  case CLAIMS -> ExportRows.claims(run, report);
                }));
    return list;
  }

  private List<ObjectNode> goldRows() {
    Path from = moved.seeds().orElseGet(() -> environment.folder("seeds"));
    Path labels = moved.gold().orElseGet(() -> environment.folder("eval"));
    List<Article> articles = ArticleReader.read(from);
    GoldSet set = GoldFolder.read(labels, from, articles);
    Map<String, Article> byId = new LinkedHashMap<>();
    if (texts) {
      articles.forEach(a -> byId.put(a.id(), a));
    }
    Rows what = rows.orElse(Rows.VERDICTS);
    return switch (what) {
      case VERDICTS -> ExportRows.goldVerdicts(set, byId);
      case CLAIMS -> ExportRows.goldClaims(set);
      case FIGURES ->
          throw new UserError(
              "export --rows " + what.name().toLowerCase(Locale.ROOT) + ": needs a run folder");
    };
  }
}
