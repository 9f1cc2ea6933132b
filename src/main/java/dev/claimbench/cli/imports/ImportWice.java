package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.dataset.imports.Wice;
import dev.claimbench.dataset.imports.WiceFiles;
import dev.claimbench.dataset.imports.WiceItems;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.score.published.WiceScore;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench import wice}. */
@Command(
    name = "wice",
    header = "WiCE, claims against the article they cite.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "WiCE: each claim against the article it cites. With --predictions (entailment scores by id,"
          + " or a language model's raw",
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
final class ImportWice extends ImportFormat {
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
  Stream<Item> items(SkippedRows skips) {
    return WiceItems.read(options().gold());
  }

  @Override
  List<PublishedFigure> score(Path predictions) {
    if (dev.isPresent() != devPredictions.isPresent()) {
      throw new UserError("import wice: --dev and --dev-predictions go together, got one of them");
    }
    WiceScore.Split test = split(options().onlyGold(), predictions);
    if (dev.isEmpty()) {
      err()
          .println(
              "no --dev: the threshold is chosen on the scored claims themselves, as the published"
                  + " script does for GPT");
    }
    WiceScore.Split choose =
        dev.isPresent() ? split(dev.get(), devPredictions.orElseThrow()) : test;
    return WiceScore.all(choose, test).stream().flatMap(s -> s.figures().stream()).toList();
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
    Map<String, Wice.Label> labels = WiceFiles.gold(gold);
    if (scores.byId().size() < labels.size()) {
      err()
          .println(
              predictions
                  + ": scores for "
                  + scores.byId().size()
                  + " of "
                  + labels.size()
                  + " claims; the others are left out, as published");
    }
    return new WiceScore.Split(labels, scores.byId());
  }
}
