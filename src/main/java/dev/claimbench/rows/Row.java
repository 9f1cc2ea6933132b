package dev.claimbench.rows;

/**
 * What one model got for one item by one metric.
 *
 * @param model who answered
 * @param group what items share that are not independent: a story, a document; the item's own id
 *     where the file names none
 * @param item the question, the same id for all models
 * @param metric the metric's name
 * @param value finite
 */
public record Row(String model, String group, String item, String metric, double value) {
  public Row {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(item + ": " + metric + " must be finite, got " + value);
    }
  }
}
