package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.LabelPredictions;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.score.published.LabelScore;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A format whose published figures are those of a classification. */
abstract class ImportLabelled extends ImportFormat {

  /** 3, or 2 for supported against everything else. */
  abstract int classes();

  @Override
  final List<PublishedFigure> score(Path file) {
    LabelPredictions predictions = new LabelPredictions(file);
    LabelScore score = new LabelScore(classes());
    long[] items = new long[1];
    try (Stream<Item> stream = items(new SkippedRows())) {
      stream
          .limit(options().limit())
          .forEach(
              item -> {
                items[0]++;
                predictions.of(item).ifPresent(p -> score.add(item.verdict().label(), p));
              });
    }
    if (score.rows() == 0) {
      throw new UserError(
          file + ": none of its " + predictions.size() + " ids is in the gold; is it this split?");
    }
    if (score.rows() < items[0] || score.rows() < predictions.size()) {
      err()
          .printf(
              Locale.ROOT,
              "scored %,d of %,d claims; left out: %,d without a prediction, %,d predictions"
                  + " without a claim%n",
              score.rows(),
              items[0],
              items[0] - score.rows(),
              predictions.size() - score.rows());
    }
    return score.figures();
  }
}
