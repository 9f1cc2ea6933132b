package dev.claimbench.report.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.plugin.Plugins;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.ci.JUnitReport;
import dev.claimbench.report.export.EveryEvalEver;
import dev.claimbench.report.export.ExportRows;
import dev.claimbench.report.export.ExportText;
import dev.claimbench.report.export.LatexTable;
import dev.claimbench.report.html.HtmlReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.report.markdown.MarkdownReport;
import dev.claimbench.report.terminal.TerminalReport;
import dev.claimbench.report.terminal.WorstText;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The formats of reports, those of other jars last; a new one is a line here. */
public final class ReportFormats {
  private static final List<ReportFormat> BUILT_IN =
      List.of(
          new BuiltIn("text", ReportFormats::text),
          new Piecewise("markdown", (run, out) -> MarkdownReport.write(run.report(), out)),
          new BuiltIn("csv", ReportFormats::csv),
          new Piecewise("json", (run, out) -> ScoresJson.write(run.report(), out)),
          new BuiltIn("junit", run -> JUnitReport.toXml(run.report())),
          new Html(),
          new OfRuns(
              "latex", runs -> LatexTable.toLatex(runs.stream().map(ReportedRun::report).toList())),
          new BuiltIn("every-eval-ever", run -> EveryEvalEver.toJson(run.report())),
          rows("figures-jsonl", ExportRows::figures, ExportText::jsonLines),
          rows("figures-csv", ExportRows::figures, ExportText::visibleCsv),
          rows("verdicts-jsonl", ExportRows::verdicts, ExportText::jsonLines),
          rows("verdicts-csv", ExportRows::verdicts, ExportText::visibleCsv),
          rows("claims-jsonl", ExportRows::claims, ExportText::jsonLines),
          rows("claims-csv", ExportRows::claims, ExportText::visibleCsv));

  private ReportFormats() {}

  private record BuiltIn(String name, Function<ReportedRun, String> writer)
      implements ReportFormat {
    @Override
    public String write(ReportedRun run) {
      return writer.apply(run);
    }
  }

  private interface PieceWriter {
    void write(ReportedRun run, Writer out) throws IOException;
  }

  /** One whose text may be larger than the memory. */
  private record Piecewise(String name, PieceWriter writer) implements ReportFormat {
    @Override
    public String write(ReportedRun run) {
      StringWriter out = new StringWriter();
      try {
        writer.write(run, out);
      } catch (IOException e) {
        throw new AssertionError("a string takes everything", e);
      }
      return out.toString();
    }

    @Override
    public void writeAll(List<ReportedRun> runs, Writer out) throws IOException {
      writer.write(one(runs), out);
    }
  }

  /** Pages to look at. */
  private record Html() implements ReportFormat {
    @Override
    public String name() {
      return "html";
    }

    @Override
    public String write(ReportedRun run) {
      return HtmlReport.toHtml(run.name(), run.report(), run.exchanges().get());
    }

    @Override
    public void writeAll(List<ReportedRun> runs, Path file) {
      ReportedRun run = one(runs);
      String name = file.toAbsolutePath().getFileName().toString();
      HtmlReport.pages(name, run.name(), run.report(), run.exchanges().get()).write(file);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(HtmlReport.FILE);
    }
  }

  /** One that takes any number of runs. */
  private record OfRuns(String name, Function<List<ReportedRun>, String> writer)
      implements ReportFormat {
    @Override
    public String write(ReportedRun run) {
      return writeAll(List.of(run));
    }

    @Override
    public String writeAll(List<ReportedRun> runs) {
      return writer.apply(runs);
    }
  }

  private static ReportFormat rows(
      String name,
      BiFunction<String, RunReport, List<ObjectNode>> rows,
      Function<List<ObjectNode>, String> text) {
    return new OfRuns(
        name,
        runs ->
            text.apply(
                runs.stream()
                    .flatMap(run -> rows.apply(run.folder().toString(), run.report()).stream())
                    .toList()));
  }

  /** Names of the project's own formats. */
  public static List<String> builtIn() {
    return BUILT_IN.stream().map(ReportFormat::name).toList();
  }

  /**
   * All of them.
   *
   * @throws UserError where another jar's cannot be loaded, or has the name of one that is there
   */
  public static List<ReportFormat> all() {
    return Plugins.load(ReportFormat.class, ReportFormat::name, BUILT_IN);
  }

  /**
   * The one of that name, in upper or lower case.
   *
   * @throws UserError with the names that there are
   */
  public static ReportFormat named(String name) {
    List<ReportFormat> all = all();
    return all.stream()
        .filter(format -> format.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--format: expected one of "
                        + all.stream().map(ReportFormat::name).collect(Collectors.joining(", "))
                        + ", got '"
                        + name
                        + "'"));
  }

  private static String text(ReportedRun run) {
    return TerminalReport.toText(List.of(run.report()), run.style())
        + WorstText.toText(run.report().scores(run.folder().toString()), run.style(), run.worst());
  }

  private static String csv(ReportedRun run) {
    List<ObjectNode> rows = new ArrayList<>();
    rows.addAll(ExportRows.claims(run.name(), run.report()));
    rows.addAll(ExportRows.verdicts(run.name(), run.report()));
    return ExportText.visibleCsv(rows);
  }
}
