package dev.claimbench.align;

import java.util.List;

/**
 * How alike two claims' texts are, in [0, 1], symmetric, 1 for equal texts; pure, and asked by
 * several threads at a time.
 */
public interface Similarity {
  /** A stable name for manifests, e.g. {@code token-f1}. */
  String name();

  double of(String a, String b);

  /**
   * Every row against every column, {@code [row][column]}. One that must first read each text (cut
   * it into words, embed it) overrides this so as to read it once.
   */
  default double[][] matrix(List<String> rows, List<String> columns) {
    double[][] matrix = new double[rows.size()][columns.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = of(rows.get(i), columns.get(j));
      }
    }
    return matrix;
  }
}
