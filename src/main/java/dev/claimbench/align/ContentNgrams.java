package dev.claimbench.align;

import dev.claimbench.claim.Similarity;
import java.util.ArrayList;
import java.util.List;

/**
 * Overlap of the character n-grams of the stems of content words, as bags: {@link CharacterNgrams}
 * without function words and endings, which any two sentences share.
 */
public final class ContentNgrams implements Similarity {
  private final int n;

  /**
   * @param n length of the n-grams in code points, 2 to 8
   */
  public ContentNgrams(int n) {
    if (n < 2 || n > 8) {
      throw new IllegalArgumentException("n-grams have 2 to 8 characters, got " + n);
    }
    this.n = n;
  }

  @Override
  public String name() {
    return "content-" + n + "-grams";
  }

  @Override
  public double of(String a, String b) {
    return Bags.dice(ngrams(a), ngrams(b));
  }

  @Override
  public double[][] matrix(List<String> rows, List<String> columns) {
    return Bags.matrix(rows, columns, this::ngrams);
  }

  private List<String> ngrams(String text) {
    List<String> ngrams = new ArrayList<>();
    for (String word : Words.plain(text)) {
      if (!Words.FUNCTION_WORDS.contains(word)) {
        // Where a stem ends says little, where it begins much: only the beginning is marked.
        Bags.addNgrams("^" + Words.stem(word), n, ngrams);
      }
    }
    return ngrams;
  }
}
