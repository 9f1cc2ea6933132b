package dev.claimbench.align;

import java.util.ArrayList;
import java.util.List;

/**
 * Overlap of the character n-grams of each word, as bags, the word's ends marked (after chrF:
 * Popović 2015, with one length and equal weight of precision and recall). Sees through inflection
 * and spelling.
 */
public final class CharacterNgrams extends BagSimilarity {
  private final int n;

  /**
   * @param n length of the n-grams in code points, 2 to 8
   */
  public CharacterNgrams(int n) {
    this.n = ngramLength(n);
  }

  @Override
  public String name() {
    return "character-" + n + "-grams";
  }

  @Override
  List<String> bag(String text) {
    List<String> ngrams = new ArrayList<>();
    for (String word : Words.plain(text)) {
      DiceOverlap.addNgrams("^" + word + "$", n, ngrams);
    }
    return ngrams;
  }
}
