package dev.claimbench.align;

import dev.claimbench.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** The weighted mean of several similarities. */
public final class WeightedSimilarity implements Similarity {

  /**
   * One similarity and how much it counts.
   *
   * @param weight greater than 0; only the proportions matter
   */
  public record Part(Similarity similarity, double weight) {
    public Part {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight is a number above 0, got " + weight);
      }
    }
  }

  private final List<Part> parts;
  private final double total;

  public WeightedSimilarity(List<Part> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a blend needs at least one similarity");
    }
    this.parts = List.copyOf(parts);
    this.total = parts.stream().mapToDouble(Part::weight).sum();
  }

  /** Names and shares, e.g. {@code 0.50*token-f1+0.50*character-3-grams}. */
  @Override
  public String name() {
    return parts.stream()
        .map(p -> Text.format("%.2f*%s", p.weight / total, p.similarity.name()))
        .collect(Collectors.joining("+"));
  }

  @Override
  public double of(String a, String b) {
    return matrix(List.of(a), List.of(b))[0][0];
  }

  @Override
  public double[][] matrix(List<String> rows, List<String> columns) {
    double[][] sum = new double[rows.size()][columns.size()];
    for (Part part : parts) {
      double[][] one = part.similarity.matrix(rows, columns);
      for (int i = 0; i < sum.length; i++) {
        for (int j = 0; j < sum[i].length; j++) {
          sum[i][j] += part.weight * one[i][j];
        }
      }
    }
    for (double[] row : sum) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.min(1, row[j] / total);
      }
    }
    return sum;
  }
}
