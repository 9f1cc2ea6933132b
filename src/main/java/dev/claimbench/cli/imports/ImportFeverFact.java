package dev.claimbench.cli.imports;

import dev.claimbench.align.Aligner;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.dataset.imports.FeverFactFolder;
import dev.claimbench.score.published.FeverFactScore;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench import feverfact}. */
@Command(
    name = "feverfact",
    header = "FEVERFact, claims that people and systems took out of sentences.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "FEVERFact: prints focus, coverage and F_fact of the systems' claims as the data set",
      "publishes them, as people see them and as extract.focus and extract.coverage see them, and",
      "Cohen's kappa with people. With --out it writes articles and gold claims that `run` takes."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench import feverfact matching.jsonl",
      "  claimbench import feverfact test.jsonl multi_metrics.jsonl --json",
      "  claimbench import feverfact test.jsonl --out feverfact"
    })
final class ImportFeverFact extends ConsoleCommand implements Callable<Integer> {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(10_000, 7);

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Its files; gzip is unpacked")
  private List<Path> files;

  @Option(names = "--json", description = "The figures as JSON")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes articles (DIR/seeds) and gold claims (DIR/eval) that `run` reads")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "dev or test, for DIR/eval/stories.yaml. Default: ${DEFAULT-VALUE}")
  private String split;

  @Override
  public Integer call() {
    FeverFact data = FeverFact.read(files);
    if (data.sentences().isEmpty()) {
      throw new UserError("import feverfact: no rows in these files");
    }
    if (data.extractions().isEmpty() && out.isEmpty()) {
      throw new UserError(
          "import feverfact: these files have sentences alone; give a file with systems' claims"
              + " too, or --out DIR");
    }
    if (!data.extractions().isEmpty()) {
      FeverFactScore score = new FeverFactScore(data, Aligner.standard(), BOOTSTRAP);
      LinkedHashMap<String, Integer> counts = new LinkedHashMap<>();
      counts.put("n", score.judged());
      counts.put("n.sentences", score.sentences());
      PublishedOutput.print(out(), json, score.figures(), counts);
      int left = data.extractions().size() - score.judged();
      if (left > 0) {
        err().printf(Locale.ROOT, "no votes of people: %,d lists of claims%n", left);
      }
    }
    out.ifPresent(dir -> written(dir, FeverFactFolder.write(data, dir, split)));
    return ExitCode.OK;
  }

  private void written(Path dir, String summary) {
    PrintWriter to = json ? err() : out();
    to.println("written: " + dir + " (" + summary + "); next:");
    to.printf(
        "  claimbench run --task extract --seeds %s --gold %s%n",
        dir.resolve("seeds"), dir.resolve("eval"));
  }
}
