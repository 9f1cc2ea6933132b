package dev.claimbench.align;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a claim is found in other claims taken together: the mean of the greatest {@link
 * ContentNgrams} similarity to one of them, and of the share of its content words' stems that occur
 * in any of them. People asked whether a claim is among others answer so: a claim split in two is
 * found in the parts, and one that adds something is not.
 */
public final class Containment {
  /**
   * The least value at which a claim counts as found. On the claims of five systems that people
   * judged (FEVERFact) it is where kappa with them is greatest, both ways: {@code
   * docs/SIMILARITY.md}.
   */
  public static final double FOUND = 0.68;

  private static final ContentNgrams NGRAMS = new ContentNgrams(3);

  private Containment() {}

  /**
   * For each text, how far it is found.
   *
   * @param texts claims
   * @param others claims that are taken together; where there are none, nothing is found
   * @return in [0, 1]
   */
  public static double[] compute(List<String> texts, List<String> others) {
    double[][] alike = NGRAMS.matrix(texts, others);
    Set<String> union = new HashSet<>();
    others.forEach(other -> union.addAll(stems(other).keySet()));
    double[] found = new double[texts.size()];
    for (int i = 0; i < found.length; i++) {
      double most = 0;
      for (double value : alike[i]) {
        most = Math.max(most, value);
      }
      found[i] = others.isEmpty() ? 0 : (most + share(stems(texts.get(i)), union)) / 2;
    }
    return found;
  }

  private static double share(Map<String, Integer> stems, Set<String> union) {
    int all = 0;
    int in = 0;
    for (Map.Entry<String, Integer> stem : stems.entrySet()) {
      all += stem.getValue();
      in += union.contains(stem.getKey()) ? stem.getValue() : 0;
    }
    return all == 0 ? 1 : in / (double) all;
  }

  private static Map<String, Integer> stems(String text) {
    Map<String, Integer> stems = new HashMap<>();
    for (String word : Words.plain(text)) {
      if (!Words.FUNCTION_WORDS.contains(word)) {
        stems.merge(Words.stem(word), 1, Integer::sum);
      }
    }
    return stems;
  }
}
