package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.FeverItems;
import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.Rows;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.score.published.FeverScore;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench import fever}. */
@Command(
    name = "fever",
    header = "FEVER, claims against pages of Wikipedia.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "FEVER: each claim against the Wikipedia pages that hold its evidence. With --predictions:",
      "FEVER score, label accuracy, and precision, recall and F1 of the evidence; gold and",
      "predictions are joined line by line."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench import fever --gold paper_dev.jsonl --predictions predictions.jsonl",
      "  claimbench import fever paper_dev.jsonl --wiki wiki-pages --limit 300 --out fever"
    })
final class ImportFever extends ImportFormat {
  @Option(
      names = "--max-evidence",
      paramLabel = "N",
      defaultValue = "" + FeverScore.MAX_EVIDENCE,
      description = "How many predicted sentences of a claim count. Default: ${DEFAULT-VALUE}")
  private int maxEvidence;

  @Option(
      names = "--wiki",
      paramLabel = "DIR",
      description = "FEVER's wiki-pages (a folder of .jsonl, or one file), for the texts")
  private Optional<Path> wiki = Optional.empty();

  @Override
  Stream<Item> items(SkippedRows skips) {
    Path pages =
        wiki.orElseThrow(
            () ->
                new UserError(
                    "import fever: the claims only name Wikipedia pages; give --wiki DIR for the"
                        + " texts, or --predictions FILE to score"));
    return new FeverItems(options().gold(), pages).read(skips);
  }

  @Override
  List<PublishedFigure> score(Path predictions) {
    try (Rows gold = Rows.open(options().onlyGold());
        Rows predicted = Rows.open(predictions)) {
      return new FeverScore(maxEvidence).addAll(gold, predicted).figures();
    }
  }
}
