package dev.claimbench.cli;

import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.imports.WiceFiles;
import dev.claimbench.score.published.WiceScore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench import wice}. */
@Command(
    name = "wice",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "WiCE's claim files. With --predictions (entailment scores by id, or a language model's raw",
      "answers): AUROC, and F1, accuracy and balanced accuracy at the threshold that has the best",
      "F1 on the development claims, for each comparison of labels (0 supported, 1 partially",
      "supported, 2 not supported)."
    },
    footer = {
      "",
      "Example:",
      "  claimbench import wice test.jsonl --predictions test.entailment_score.json \\",
      "    --dev dev.jsonl --dev-predictions dev.entailment_score.json"
    })
final class ImportWice implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ImportOptions options;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description = "Gold of the development claims: a claim file, or one object of id → label")
  private Optional<Path> dev = Optional.empty();

  @Option(
      names = "--dev-predictions",
      paramLabel = "FILE",
      description = "The system's scores of the development claims, to choose the threshold")
  private Optional<Path> devPredictions = Optional.empty();

  @Override
  public Integer call() {
    Path predictions =
        options.predictions().orElseThrow(() -> new UserError("import wice: give --predictions"));
    if (dev.isPresent() != devPredictions.isPresent()) {
      throw new UserError("import wice: --dev and --dev-predictions go together, got one of them");
    }
    WiceScore.Split test = split(options.onlyGold(), predictions);
    if (dev.isEmpty()) {
      err()
          .println(
              "no --dev: the threshold is chosen on the scored claims themselves, as the published"
                  + " script does for GPT");
    }
    WiceScore.Split choose =
        dev.isPresent() ? split(dev.get(), devPredictions.orElseThrow()) : test;
    PublishedOutput.print(
        spec.commandLine().getOut(),
        options.json(),
        WiceScore.all(choose, test).stream().flatMap(s -> s.figures().stream()).toList());
    return ExitCode.OK;
  }

  private WiceScore.Split split(Path gold, Path predictions) {
    WiceFiles.Scores scores = WiceFiles.scores(predictions);
    if (scores.unreadable() > 0) {
      err()
          .println(
              predictions
                  + ": "
                  + scores.unreadable()
                  + " answers without a label in <answer>…</answer> count as -1, as published");
    }
    return new WiceScore.Split(WiceFiles.gold(gold), scores.byId());
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
