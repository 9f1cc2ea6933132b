package dev.claimbench.align;

import java.util.List;

/**
 * Where a quote was found.
 *
 * @param similarity edit similarity to what was found: 1 for exact and normalised; for an absent
 *     quote the best there is, 0 where none was looked for
 * @param spans one for each part of the quote, in order; empty where absent
 * @param boilerplate all of it stands in text that is not part of the article
 */
public record Grounding(
    String quote, QuoteMatch quoteMatch, double similarity, List<Span> spans, boolean boilerplate) {

  /**
   * A stretch of the article's text in Unicode code points.
   *
   * @param start first code point
   * @param end one after the last
   */
  public record Span(int start, int end) {
    public Span {
      if (start < 0 || end < start) {
        throw new IllegalArgumentException("not a span: " + start + " to " + end);
      }
    }
  }

  public Grounding {
    spans = List.copyOf(spans);
    if (!(similarity >= 0 && similarity <= 1)) {
      throw new IllegalArgumentException("a similarity lies in 0 to 1, got " + similarity);
    }
  }
}
