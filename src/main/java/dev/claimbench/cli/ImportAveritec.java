package dev.claimbench.cli;

import dev.claimbench.corpus.imports.AveritecItems;
import dev.claimbench.corpus.imports.Item;
import dev.claimbench.corpus.imports.Rows;
import dev.claimbench.corpus.imports.Skips;
import dev.claimbench.score.published.AveritecScore;
import dev.claimbench.score.published.PublishedFigure;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code claimbench import averitec}. */
@Command(
    name = "averitec",
    header = "AVeriTeC, claims against questions and answers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "AVeriTeC: each claim against its gold questions and answers. With --predictions: the",
      "AVeriTeC score (Hungarian METEOR above 0.25 and the right label), its parts, and the",
      "labels' F1; gold and predictions are joined row by row."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench import averitec dev.json --predictions dev_veracity_prediction.json",
      "  claimbench import averitec dev.json --out averitec"
    })
final class ImportAveritec extends ImportFormat {
  @Override
  Stream<Item> items(Skips skips) {
    return AveritecItems.read(options().gold(), skips);
  }

  @Override
  List<PublishedFigure> score(Path predictions) {
    try (Rows gold = Rows.open(options().onlyGold());
        Rows predicted = Rows.open(predictions)) {
      return AveritecScore.create().addAll(gold, predicted).figures();
    }
  }
}
