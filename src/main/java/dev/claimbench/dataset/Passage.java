package dev.claimbench.dataset;

import java.util.OptionalInt;

/**
 * A part of an article.
 *
 * @param text its words, verbatim
 * @param start where it stands, in Unicode code points from the start of the article's text; empty
 *     where labels give the words alone: then it is every place where they stand
 */
public record Passage(String text, OptionalInt start) {
  /** Wherever these words stand. */
  public static Passage anywhere(String text) {
    return new Passage(text, OptionalInt.empty());
  }
}
