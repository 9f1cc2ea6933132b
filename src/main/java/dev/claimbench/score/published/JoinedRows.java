package dev.claimbench.score.published;

import dev.claimbench.dataset.imports.Row;
import dev.claimbench.text.UserError;
import java.util.Iterator;
import java.util.function.BiConsumer;

/** Two files whose rows belong together by their place, as published scorers have it. */
final class JoinedRows {
  private JoinedRows() {}

  /**
   * Hands over the rows pair by pair.
   *
   * @param how how they are joined, for the message: {@code line by line}
   * @throws UserError where one file is longer, naming its first row too many
   */
  static void forEach(
      Iterator<Row> gold, Iterator<Row> predictions, String how, BiConsumer<Row, Row> pair) {
    long rows = 0;
    while (gold.hasNext() && predictions.hasNext()) {
      pair.accept(gold.next(), predictions.next());
      rows++;
    }
    if (gold.hasNext() || predictions.hasNext()) {
      Row extra = gold.hasNext() ? gold.next() : predictions.next();
      throw new UserError(
          extra.where()
              + ": the other file ends before this row, after "
              + rows
              + " rows; gold and predictions are joined "
              + how);
    }
  }
}
