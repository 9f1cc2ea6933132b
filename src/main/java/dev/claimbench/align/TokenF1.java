package dev.claimbench.align;

import dev.claimbench.claim.Similarity;
import java.util.List;
import java.util.Set;

/**
 * F1 of the words of one text against those of the other, as bags, without articles (the measure of
 * SQuAD: Rajpurkar et al. 2016), after light stemming.
 */
public final class TokenF1 implements Similarity {
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  @Override
  public String name() {
    return "token-f1";
  }

  @Override
  public double of(String a, String b) {
    return Bags.dice(tokens(a), tokens(b));
  }

  @Override
  public double[][] matrix(List<String> rows, List<String> columns) {
    return Bags.matrix(rows, columns, TokenF1::tokens);
  }

  private static List<String> tokens(String text) {
    return Words.plain(text).stream().filter(w -> !ARTICLES.contains(w)).map(Words::stem).toList();
  }
}
