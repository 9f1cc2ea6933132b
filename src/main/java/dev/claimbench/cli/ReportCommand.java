package dev.claimbench.cli;

import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.LocalPage;
import dev.claimbench.cli.options.SimilarityOption;
import dev.claimbench.cli.progress.TerminalWriter;
import dev.claimbench.model.http.OtlpReceiver;
import dev.claimbench.model.http.SharedClient;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.export.OtlpTraces;
import dev.claimbench.report.formats.ReportFormat;
import dev.claimbench.report.formats.ReportFormats;
import dev.claimbench.report.formats.ReportedRun;
import dev.claimbench.report.html.HtmlReport;
import dev.claimbench.report.html.PageSet;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench report}: one run, as text, as a page, or for another program. */
@Command(
    name = "report",
    header = "Shows a run, or writes it as Markdown, CSV, JSON or a page.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows a run: its scorecard and its worst claims in the terminal; or writes it as Markdown,",
      "CSV (one row per claim and per verdict), JSON, JUnit XML, or the page report.html to look"
          + " at;",
      "of one run or several, rows for other tools or a LaTeX table of the headline figures;",
      "--serve shows that page to a browser of this machine and writes nothing.",
      "--history shows figures of all runs over time, with intervals and the blessed baseline."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench report runs/20260128-101500",
      "  claimbench report runs/20260128-101500 --format html",
      "  claimbench report runs/20260128-101500 --serve",
      "  claimbench report runs/20260128-101500 --format junit --out claims.xml",
      "  claimbench report runs/a runs/b --format latex --out results.tex",
      "  claimbench report runs/a runs/b --format figures-csv",
      "  claimbench report runs/a --otlp http://127.0.0.1:4318",
      "  claimbench report --history runs",
      "  claimbench report --history runs --format html --figure verify.macroF1"
    })
final class ReportCommand extends ConsoleCommand implements Callable<Integer> {
  private static final String TEXT = "text";

  /** Without those of other jars: help must not fail because one of them cannot be loaded. */
  private static final class FormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ReportFormats.builtIn().iterator();
    }
  }

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description =
          "A run folder; several for latex and for rows; with --history run folders, or a folder"
              + " that has run folders in it")
  private List<Path> folders;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = TEXT,
      completionCandidates = FormatNames.class,
      description = "${COMPLETION-CANDIDATES}; or one that a plugin adds. Default: text")
  private String format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Default: standard output; of html, report.html in the run folder, or history.html in"
              + " the folder of the runs")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = {
        "Sends the run as a trace to an OpenTelemetry collector, or a program that has one in it"
            + " (OTLP over HTTP, JSON), such as http://127.0.0.1:4318: a span a call, with what it"
            + " came to, without prompts and answers. Headers are in OTEL_EXPORTER_OTLP_HEADERS"
      })
  private Optional<String> otlp = Optional.empty();

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

  @Option(
      names = "--history",
      description =
          "Shows figures of several runs in the order they were started; runs that were asked the"
              + " same stand together. With --format text or html")
  private boolean history;

  @Option(
      names = "--figure",
      paramLabel = "METRIC",
      description =
          "With --history: a figure to show; may be repeated. Default: those that eval/gate.yaml"
              + " decides by")
  private List<String> figures = new ArrayList<>();

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "With --history: where baselines lie. Default: eval/baselines")
  private Optional<Path> baselines = Optional.empty();

  @Mixin private DataLocationOptions moved;

  @Option(names = "--seed", description = "For resampling. Default: the one that the run had")
  private Optional<Integer> seed = Optional.empty();

  @Mixin private SimilarityOption similarity;

  private final Environment environment;

  ReportCommand(Environment environment) {
    this.environment = environment;
  }

  private static final Set<String> FOR_PEOPLE = Set.of(TEXT, "markdown", "json");

  @Override
  public Integer call() {
    if (worst < 0) {
      throw new UserError("--worst: expected 0 or more, got " + worst);
    }
    if (serve && (!format.equals(TEXT) || out.isPresent())) {
      throw new UserError("--serve: shows the page; not with --format or --out");
    }
    if (otlp.isPresent() && (history || serve || !format.equals(TEXT) || out.isPresent())) {
      throw new UserError("--otlp: sends the run; not with --format, --out, --serve or --history");
    }
    if (history) {
      return history();
    }
    if (!figures.isEmpty() || baselines.isPresent()) {
      throw new UserError("--figure and --baselines: only with --history");
    }
    ReportFormat chosen = ReportFormats.named(format);
    JournalDamage.tell(folders, err());
    if (serve) {
      return serve();
    }
    Optional<OtlpReceiver> receiver =
        otlp.map(
            url ->
                OtlpReceiver.of(
                    url, environment.variables().getOrDefault(OtlpReceiver.HEADERS, "")));
    List<ReportedRun> runs = folders.stream().map(this::reported).toList();
    receiver.ifPresent(to -> runs.forEach(run -> send(run, to)));
    Optional<Path> file = out.or(() -> chosen.file().map(folders.get(0)::resolve));
    PrintWriter console = out();
    if (receiver.isPresent()) {
      console.println("sent to " + receiver.get().traces());
    } else if (file.isPresent()) {
      chosen.writeAll(runs, file.get());
      console.println("written: " + file.get());
    } else {
      print(chosen, runs, console);
    }
    console.flush();
    boolean complete = runs.stream().allMatch(r -> r.report().scorecard().complete());
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private void send(ReportedRun run, OtlpReceiver to) {
    SharedClient client = new SharedClient(environment.variables()::get);
    OtlpTraces.requests(run.name(), run.report(), run.exchanges().get())
        .forEach(body -> to.send(client, body));
  }

  private void print(ReportFormat chosen, List<ReportedRun> runs, PrintWriter console) {
    try {
      if (FOR_PEOPLE.contains(format)) {
        // JSON has another way to write the same characters, which is what comes out then.
        chosen.writeAll(runs, console);
      } else {
        TerminalWriter.data(console, chosen.writeAll(runs));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a PrintWriter keeps its errors", e);
    }
  }

  private ReportedRun reported(Path folder) {
    RunFolder run = RunFolder.read(folder, moved.seeds(), moved.gold(), environment.home());
    RunReport report =
        new ScorecardWriter(environment, moved.seeds(), moved.gold(), seed, similarity, true, out())
            .report(run);
    similarity.keep(folder);
    Style style = environment.colors() && out.isEmpty() ? Style.COLOR : Style.PLAIN;
    return new ReportedRun(
        ScorecardWriter.name(folder), folder, report, run::exchanges, style, worst);
  }

  private int history() {
    boolean html = format.equals("html");
    if (serve || !(html || format.equals(TEXT))) {
      throw new UserError("--history: expected --format text or html, and not --serve");
    }
    if (!similarity.isDefault()) {
      throw new UserError("--history: pairs claims by the default similarity only");
    }
    if (!html && out.isPresent()) {
      throw new UserError("--history: --out is for --format html; text goes to standard output");
    }
    return new HistoryReport(environment, moved, baselines, figures, seed)
        .show(
            folders,
            html ? Optional.of(out.orElseGet(() -> HistoryReport.page(folders))) : Optional.empty(),
            out(),
            err());
  }

  private int serve() {
    if (folders.size() != 1) {
      throw new UserError("--serve: expected one run folder, got " + folders.size());
    }
    ReportedRun run = reported(folders.get(0));
    PageSet pages =
        HtmlReport.pages(HtmlReport.FILE, run.name(), run.report(), run.exchanges().get());
    return LocalPage.serve(out(), "report", Optional.empty(), port, pages::at, pages.policy());
  }
}
