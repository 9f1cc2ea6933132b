package dev.claimbench.align;

import dev.claimbench.claim.Similarity;
import java.util.ArrayList;
import java.util.List;

/**
 * Overlap of the character n-grams of each word, as bags, the word's ends marked (after chrF:
 * Popović 2015, with one length and equal weight of precision and recall). Sees through inflection
 * and spelling.
 */
public final class CharacterNgrams implements Similarity {
  private final int n;

  /**
   * @param n length of the n-grams in code points, 2 to 8
   */
  public CharacterNgrams(int n) {
    if (n < 2 || n > 8) {
      throw new IllegalArgumentException("n-grams have 2 to 8 characters, got " + n);
    }
    this.n = n;
  }

  @Override
  public String name() {
    return "character-" + n + "-grams";
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
      Bags.addNgrams("^" + word + "$", n, ngrams);
    }
    return ngrams;
  }
}
