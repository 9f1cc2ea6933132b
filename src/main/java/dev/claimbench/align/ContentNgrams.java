package dev.claimbench.align;

import java.util.ArrayList;
import java.util.List;

/**
 * Overlap of the character n-grams of the stems of content words, as bags: {@link CharacterNgrams}
 * without function words and endings, which any two sentences share.
 */
public final class ContentNgrams extends BagSimilarity {
  private final int n;

  /**
   * @param n length of the n-grams in code points, 2 to 8
   */
  public ContentNgrams(int n) {
    this.n = ngramLength(n);
  }

  @Override
  public String name() {
    return "content-" + n + "-grams";
  }

  @Override
  List<String> bag(String text) {
    List<String> ngrams = new ArrayList<>();
    for (String word : Words.plain(text)) {
      if (!Words.FUNCTION_WORDS.contains(word)) {
        // Where a stem ends says little, where it begins much: only the beginning is marked.
        DiceOverlap.addNgrams("^" + Words.stem(word), n, ngrams);
      }
    }
    return ngrams;
  }
}
