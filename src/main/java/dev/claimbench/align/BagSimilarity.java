package dev.claimbench.align;

import java.util.List;

/** A similarity that cuts each text into a bag of strings and measures how far two bags overlap. */
abstract class BagSimilarity implements Similarity {

  /** The text cut up; what occurs twice is there twice. */
  abstract List<String> bag(String text);

  @Override
  public final double of(String a, String b) {
    return DiceOverlap.dice(bag(a), bag(b));
  }

  @Override
  public final double[][] matrix(List<String> rows, List<String> columns) {
    return DiceOverlap.matrix(rows, columns, this::bag);
  }

  /**
   * Checks a length of n-grams.
   *
   * @throws IllegalArgumentException below 2 or above 8 code points
   */
  static int ngramLength(int n) {
    if (n < 2 || n > 8) {
      throw new IllegalArgumentException("n-grams have 2 to 8 characters, got " + n);
    }
    return n;
  }
}
