package dev.claimbench.align;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each content word of either text finds a like one in the other: the mean, over the words
 * of both, of the greatest similarity to a word of the other text (BERTScore's F1 with word vectors
 * that know no context: Zhang et al. 2020). Words of one stem are 1 alike, others by {@link
 * WordVectors}.
 *
 * <p>"Forty-eight bills were queried" and "48 invoices were objected to" share no word; here they
 * are 0.6 alike.
 */
public final class WordVectorOverlap implements Similarity {
  @Override
  public String name() {
    return "word-vectors";
  }

  @Override
  public double of(String a, String b) {
    return matrix(List.of(a), List.of(b))[0][0];
  }

  @Override
  public double[][] matrix(List<String> rows, List<String> columns) {
    Lexicon left = new Lexicon();
    Lexicon right = new Lexicon();
    List<int[]> a = rows.stream().map(left::read).toList();
    List<int[]> b = columns.stream().map(right::read).toList();
    double[][] alike = left.against(right);
    double[][] matrix = new double[rows.size()][columns.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = overlap(a.get(i), b.get(j), alike);
      }
    }
    return matrix;
  }

  private static double overlap(int[] a, int[] b, double[][] alike) {
    if (a.length == 0 || b.length == 0) {
      return a.length == b.length ? 1 : 0;
    }
    double[] best = new double[b.length];
    double ofA = 0;
    for (int word : a) {
      double most = 0;
      for (int j = 0; j < b.length; j++) {
        double value = alike[word][b[j]];
        most = Math.max(most, value);
        best[j] = Math.max(best[j], value);
      }
      ofA += most;
    }
    double ofB = 0;
    for (double value : best) {
      ofB += value;
    }
    return (ofA + ofB) / (a.length + b.length);
  }

  /** The different words of some texts. */
  private static final class Lexicon {
    private final Map<String, Integer> places = new HashMap<>();
    private final ArrayList<String> stems = new ArrayList<>();
    private final ArrayList<int[]> vectors = new ArrayList<>();

    private int[] read(String text) {
      return Words.plain(text).stream()
          .filter(word -> !Words.FUNCTION_WORDS.contains(word))
          .mapToInt(this::place)
          .toArray();
    }

    private int place(String word) {
      return places.computeIfAbsent(
          word,
          w -> {
            stems.add(Words.stem(w));
            vectors.add(WordVectors.standard().of(w));
            return stems.size() - 1;
          });
    }

    private double[][] against(Lexicon other) {
      double[][] alike = new double[stems.size()][other.stems.size()];
      for (int i = 0; i < alike.length; i++) {
        for (int j = 0; j < alike[i].length; j++) {
          alike[i][j] =
              stems.get(i).equals(other.stems.get(j))
                  ? 1
                  : WordVectors.cosine(vectors.get(i), other.vectors.get(j));
        }
      }
      return alike;
    }
  }
}
