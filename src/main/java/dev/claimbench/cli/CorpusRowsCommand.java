package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.TextOutput;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.report.export.ExportRows;
import dev.claimbench.report.export.ExportText;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code claimbench corpus rows}: the gold as rows for other tools. */
@Command(
    name = "rows",
    header = "Writes the gold as JSON lines or CSV, for other tools.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a row for each verdict, or each claim, of the gold.",
    footer = {
      "",
      "Examples:",
      "  claimbench corpus rows --texts --out gold.jsonl",
      "  claimbench corpus rows --format claims-csv"
    })
final class CorpusRowsCommand extends ConsoleCommand implements Callable<Integer> {
  private static final String FORMATS = "verdicts-jsonl, verdicts-csv, claims-jsonl, claims-csv";

  @ParentCommand private CorpusCommand corpus;

  @Option(
      names = "--format",
      defaultValue = "verdicts-jsonl",
      paramLabel = "NAME",
      description = FORMATS + ". Default: ${DEFAULT-VALUE}")
  private String format;

  @Option(names = "--texts", description = "Also writes the article's text into each row")
  private boolean texts;

  @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    List<Article> articles = ArticleReader.read(corpus.articles());
    GoldSet gold = GoldFolder.read(corpus.labels(), corpus.articles(), articles);
    Map<String, Article> byId = new LinkedHashMap<>();
    if (texts) {
      articles.forEach(a -> byId.put(a.id(), a));
    }
    String text =
        switch (format) {
          case "verdicts-jsonl" -> ExportText.jsonLines(ExportRows.goldVerdicts(gold, byId));
          case "verdicts-csv" -> ExportText.csv(ExportRows.goldVerdicts(gold, byId));
          case "claims-jsonl" -> ExportText.jsonLines(ExportRows.goldClaims(gold, byId));
          case "claims-csv" -> ExportText.csv(ExportRows.goldClaims(gold, byId));
          default ->
              throw new UserError(
                  "--format: expected one of " + FORMATS + ", got '" + format + "'");
        };
    TextOutput.write(spec(), out, text);
    return ExitCode.OK;
  }
}
