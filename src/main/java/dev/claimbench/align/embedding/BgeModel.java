package dev.claimbench.align.embedding;

import dev.claimbench.text.UserError;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * bge-small-en-v1.5, quantized, from the jar (Xiao et al. 2024, <i>C-Pack</i>, SIGIR). Good for
 * pairing claims; useless for verdicts, since a sentence and its negation are 0.87 alike.
 */
public final class BgeModel {
  /** Part of the key of stored vectors: another model's are never mixed in. */
  public static final String NAME = "bge-small-en-v1.5-q";

  /** The least similarity of a pair, chosen as {@code corpus similarity} prints it. */
  public static final double TAU = 0.82;

  private BgeModel() {}

  /**
   * The similarity; the model is loaded when a text without a vector comes.
   *
   * @throws UserError (then) where this installation has no embedding model
   */
  public static EmbeddingSimilarity similarity(EmbeddingFile vectors) {
    return new EmbeddingSimilarity(NAME, vectors, new Lazy());
  }

  private static final class Lazy implements Function<String, float[]> {
    private EmbeddingModel model;

    @Override
    public float[] apply(String text) {
      if (model == null) {
        model = open();
      }
      return model.embed(text).content().vector();
    }

    private static EmbeddingModel open() {
      return ServiceLoader.load(EmbeddingModelFactory.class).stream()
          .filter(factory -> factory.type().getName().contains("BgeSmallEnV15Quantized"))
          .findFirst()
          .map(factory -> factory.get().create())
          .orElseThrow(
              () ->
                  new UserError(
                      NAME
                          + " is not in this installation; build it in with: mvn -Pembed package,"
                          + " or score without --similarity"));
    }
  }
}
