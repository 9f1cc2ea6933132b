package dev.claimbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.RunFolder;
import dev.claimbench.claim.UserError;
import dev.claimbench.report.ExportRows;
import dev.claimbench.report.ExportText;
import dev.claimbench.report.HtmlReport;
import dev.claimbench.report.JUnitReport;
import dev.claimbench.report.MarkdownReport;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.ScoresJson;
import dev.claimbench.report.ServedPage;
import dev.claimbench.report.Style;
import dev.claimbench.report.TerminalReport;
import dev.claimbench.report.WorstText;
import dev.claimbench.run.AtomicFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench report}: one run, as text, as a page, or for another program. */
@Command(
    name = "report",
    header = "Shows a run, or writes it as Markdown, CSV, JSON or a page.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows a run: its scorecard and its worst claims in the terminal; or writes it as Markdown,",
      "CSV (a row a claim and a verdict), JSON, JUnit XML, or the page report.html to look at;",
      "--serve shows that page to a browser of this machine and writes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench report runs/20260128-101500",
      "  claimbench report runs/20260128-101500 --format html",
      "  claimbench report runs/20260128-101500 --serve",
      "  claimbench report runs/20260128-101500 --format junit --out claims.xml"
    })
final class ReportCommand implements Callable<Integer> {
  /** What comes out. */
  enum Format {
    TEXT,
    MARKDOWN,
    CSV,
    JSON,
    JUNIT,
    HTML
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run folder")
  private Path folder;

  @Option(
      names = "--format",
      defaultValue = "TEXT",
      description = "text, markdown, csv, json, junit or html. Default: text")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: standard output; of html, report.html in the run folder")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many claims the terminal shows. Default: ${DEFAULT-VALUE}")
  private int worst;

  @Option(
      names = "--serve",
      description = "Shows the page at an address of this machine, until Ctrl-C")
  private boolean serve;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "With --serve. Default: any that is free")
  private Optional<Integer> port = Optional.empty();

  @Mixin private Moved moved;

  @Option(names = "--seed", description = "For resampling. Default: the one that the run had")
  private Optional<Integer> seed = Optional.empty();

  @Mixin private SimilarityOption similarity;

  private final Environment environment;

  ReportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (worst < 0) {
      throw new UserError("--worst: expected 0 or more, got " + worst);
    }
    if (serve && (format != Format.TEXT || out.isPresent())) {
      throw new UserError("--serve: shows the page; not with --format or --out");
    }
    PrintWriter console = spec.commandLine().getOut();
    JournalDamage.tell(List.of(folder), spec.commandLine().getErr());
    RunFolder run = RunFolder.read(folder, moved.seeds(), moved.gold(), environment.home());
    RunReport report =
        new Scoreboard(environment, moved.seeds(), moved.gold(), seed, similarity, console)
            .report(run);
    similarity.keep(folder);
    if (serve) {
      ServedPage page = HtmlReport.page(Scoreboard.name(folder), report, run.exchanges());
      return LocalPage.serve(console, "report", Optional.empty(), port, page);
    }
    String text = text(run, report);
    Optional<Path> file =
        format == Format.HTML ? Optional.of(out.orElse(folder.resolve(HtmlReport.FILE))) : out;
    if (file.isPresent()) {
      AtomicFile.write(file.get(), text);
      console.println("written: " + file.get());
    } else {
      console.print(text);
    }
    console.flush();
    return report.scorecard().complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private String text(RunFolder run, RunReport report) {
    String name = Scoreboard.name(folder);
    return switch (format) {
      case TEXT -> terminal(report);
      case MARKDOWN -> MarkdownReport.of(report);
      case CSV -> csv(name, report);
      case JSON -> ScoresJson.of(report);
      case JUNIT -> JUnitReport.of(report);
      case HTML -> HtmlReport.of(name, report, run.exchanges());
    };
  }

  private String terminal(RunReport report) {
    Style style = environment.colors() && out.isEmpty() ? Style.COLOR : Style.PLAIN;
    return TerminalReport.of(List.of(report), style)
        + WorstText.of(report.scores(folder.toString()), style, worst);
  }

  private static String csv(String name, RunReport report) {
    List<ObjectNode> rows = new ArrayList<>();
    rows.addAll(ExportRows.claims(name, report));
    rows.addAll(ExportRows.verdicts(name, report));
    return ExportText.csv(rows);
  }
}
