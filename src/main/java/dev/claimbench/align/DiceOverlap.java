package dev.claimbench.align;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Overlap of bags (multisets) of strings: twice the shared elements over all elements (Dice 1945),
 * which is the F1 of one bag against the other.
 */
final class DiceOverlap {
  private record Posting(int column, int count) {}

  private DiceOverlap() {}

  static double dice(List<String> a, List<String> b) {
    return matrix(List.of(a), List.of(b), Function.identity())[0][0];
  }

  /** Every row against every column; each text is cut once and only shared elements are visited. */
  static <T> double[][] matrix(
      List<T> rows, List<T> columns, Function<? super T, List<String>> cut) {
    Map<String, List<Posting>> postings = new HashMap<>();
    int[] columnSizes = new int[columns.size()];
    for (int j = 0; j < columns.size(); j++) {
      List<String> elements = cut.apply(columns.get(j));
      columnSizes[j] = elements.size();
      for (Map.Entry<String, Integer> entry : counts(elements).entrySet()) {
        postings
            .computeIfAbsent(entry.getKey(), k -> new ArrayList<>())
            .add(new Posting(j, entry.getValue()));
      }
    }
    double[][] result = new double[rows.size()][columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      List<String> elements = cut.apply(rows.get(i));
      int[] shared = new int[columns.size()];
      for (Map.Entry<String, Integer> entry : counts(elements).entrySet()) {
        for (Posting posting : postings.getOrDefault(entry.getKey(), List.of())) {
          shared[posting.column] += Math.min(posting.count, entry.getValue());
        }
      }
      for (int j = 0; j < shared.length; j++) {
        int all = elements.size() + columnSizes[j];
        // Two texts with nothing to compare say nothing different.
        result[i][j] = all == 0 ? 1 : 2.0 * shared[j] / all;
      }
    }
    return result;
  }

  /** A word shorter than {@code n} is its own and only n-gram. */
  static void addNgrams(String word, int n, List<String> ngrams) {
    int[] letters = word.codePoints().toArray();
    for (int i = 0; i == 0 || i + n <= letters.length; i++) {
      ngrams.add(new String(letters, i, Math.min(n, letters.length - i)));
    }
  }

  private static Map<String, Integer> counts(List<String> elements) {
    Map<String, Integer> counts = new HashMap<>();
    elements.forEach(e -> counts.merge(e, 1, Integer::sum));
    return counts;
  }
}
