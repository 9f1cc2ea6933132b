package dev.claimbench.cli;

import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.imports.Rows;
import dev.claimbench.score.published.FeverScore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench import fever}. */
@Command(
    name = "fever",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "FEVER's claim files. With --predictions: FEVER score, label accuracy, and precision, recall",
      "and F1 of the evidence; gold and predictions are joined line by line."
    },
    footer = {
      "",
      "Example:",
      "  claimbench import fever --gold paper_dev.jsonl --predictions predictions.jsonl"
    })
final class ImportFever implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ImportOptions options;

  @Option(
      names = "--max-evidence",
      paramLabel = "N",
      defaultValue = "" + FeverScore.MAX_EVIDENCE,
      description = "How many predicted sentences of a claim count. Default: ${DEFAULT-VALUE}")
  private int maxEvidence;

  @Override
  public Integer call() {
    Path predictions =
        options.predictions().orElseThrow(() -> new UserError("import fever: give --predictions"));
    try (Rows gold = Rows.open(options.onlyGold());
        Rows predicted = Rows.open(predictions)) {
      PublishedOutput.print(
          spec.commandLine().getOut(),
          options.json(),
          new FeverScore(maxEvidence).addAll(gold, predicted).figures());
    }
    return ExitCode.OK;
  }
}
