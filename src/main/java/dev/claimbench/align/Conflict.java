package dev.claimbench.align;

/**
 * Something in which a prediction says other than the gold claim it is paired with.
 *
 * @param why both sides, for the reader, e.g. {@code gold 48 million crowns, got 61 million crowns}
 */
public record Conflict(Field field, String why) {
  /** What conflicts; kind and hedge never do, they have scores of their own. */
  public enum Field {
    POLARITY,
    SPEAKER,
    QUANTITY,
    DATE,
    NAME
  }
}
