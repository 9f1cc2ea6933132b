package dev.claimbench.align.embedding;

import dev.claimbench.align.Similarity;
import java.util.List;
import java.util.function.Function;

/**
 * The cosine of two texts' vectors, those below 0 as 0. A text is embedded once; what is stored is
 * taken from there, so that with all vectors stored no model is touched.
 */
public final class EmbeddingSimilarity implements Similarity {
  private final String name;
  private final EmbeddingFile vectors;
  private final Function<String, float[]> model;

  /**
   * @param vectors what is known; what the model adds goes in there
   * @param model a text's vector, of any length but 0 and always the same
   */
  public EmbeddingSimilarity(String name, EmbeddingFile vectors, Function<String, float[]> model) {
    this.name = name;
    this.vectors = vectors;
    this.model = model;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double of(String a, String b) {
    return a.equals(b) ? 1 : cosine(vector(a), vector(b));
  }

  @Override
  public double[][] matrix(List<String> rows, List<String> columns) {
    List<float[]> left = rows.stream().map(this::vector).toList();
    List<float[]> right = columns.stream().map(this::vector).toList();
    double[][] matrix = new double[rows.size()][columns.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        boolean equal = rows.get(i).equals(columns.get(j));
        matrix[i][j] = equal ? 1 : cosine(left.get(i), right.get(j));
      }
    }
    return matrix;
  }

  private float[] vector(String text) {
    return vectors
        .of(text)
        .orElseGet(
            () -> {
              float[] vector = model.apply(text);
              vectors.put(text, vector);
              return vector;
            });
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    double cosine = dot / Math.sqrt(aa * bb);
    return Math.max(0, Math.min(1, cosine));
  }
}
