package dev.claimbench.align;

/** How well a quote is found in the article, from best to worst. */
public enum QuoteMatch {
  /** Character for character. */
  EXACT,
  /** But for Unicode forms (NFKC), quotation marks, dashes, white space and invisible signs. */
  NORMALISED,
  /** With an edit similarity of {@link Groundedness#FUZZY} or more to some stretch of the text. */
  FUZZY,
  /** Nowhere. */
  ABSENT;

  /** Copied, whatever the typography. */
  public boolean atLeastNormalised() {
    return this == EXACT || this == NORMALISED;
  }

  static QuoteMatch worse(QuoteMatch a, QuoteMatch b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
