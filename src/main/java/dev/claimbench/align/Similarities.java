package dev.claimbench.align;

import java.util.List;

/** The similarities that need no model, for comparing them with one another. */
public final class Similarities {
  /**
   * Word vectors, the words, n-grams of 3 to 5 characters, with all words and without, and
   * mixtures.
   */
  public static final List<Similarity> ALL =
      List.of(
          new WordVectorOverlap(),
          new TokenF1(),
          new CharacterNgrams(3),
          new CharacterNgrams(4),
          new CharacterNgrams(5),
          new ContentNgrams(3),
          new ContentNgrams(4),
          half(new TokenF1(), new CharacterNgrams(3)),
          half(new TokenF1(), new CharacterNgrams(4)),
          half(new TokenF1(), new ContentNgrams(3)),
          half(new ContentNgrams(3), new CharacterNgrams(5)));

  private Similarities() {}

  private static Similarity half(Similarity a, Similarity b) {
    return new WeightedSimilarity(
        List.of(new WeightedSimilarity.Part(a, 0.5), new WeightedSimilarity.Part(b, 0.5)));
  }
}
