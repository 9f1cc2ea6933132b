package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.Rows;
import dev.claimbench.dataset.imports.SciFactItems;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.score.published.SciFactScore;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench import scifact}. */
@Command(
    name = "scifact",
    header = "SciFact, claims against scientific abstracts.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "SciFact: each claim against the abstracts it has evidence in or cites. With --predictions:",
      "precision, recall and F1 of abstracts (label only, rationalized) and of sentences",
      "(selection, label)."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench import scifact claims_dev.jsonl --corpus corpus.jsonl --out scifact",
      "  claimbench import scifact claims_dev.jsonl --predictions merged_predictions.jsonl"
    })
final class ImportSciFact extends ImportFormat {
  @Option(names = "--corpus", paramLabel = "FILE", description = "corpus.jsonl, for the texts")
  private Optional<Path> corpus = Optional.empty();

  @Override
  Stream<Item> items(SkippedRows skips) {
    Path abstracts =
        corpus.orElseThrow(
            () -> new UserError("import scifact: give --corpus corpus.jsonl for the texts"));
    return new SciFactItems(options().gold(), abstracts).read(skips);
  }

  @Override
  List<PublishedFigure> score(Path predictions) {
    try (Rows gold = Rows.open(options().onlyGold());
        Rows predicted = Rows.open(predictions)) {
      SciFactScore score = new SciFactScore(gold).addAll(predicted);
      if (score.withoutPrediction() > 0) {
        err()
            .println(
                score.withoutPrediction()
                    + " claims have no prediction row: their evidence is in no recall, as"
                    + " published");
      }
      return score.figures();
    }
  }
}
