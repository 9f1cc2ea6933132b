package dev.claimbench.align;

import java.util.List;
import java.util.Set;

/**
 * F1 of the words of one text against those of the other, as bags, without articles (the measure of
 * SQuAD: Rajpurkar et al. 2016), after light stemming.
 */
public final class TokenF1 extends BagSimilarity {
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  @Override
  public String name() {
    return "token-f1";
  }

  @Override
  List<String> bag(String text) {
    return Words.plain(text).stream().filter(w -> !ARTICLES.contains(w)).map(Words::stem).toList();
  }
}
