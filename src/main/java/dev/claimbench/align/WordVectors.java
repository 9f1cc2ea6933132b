package dev.claimbench.align;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A short vector for each English word, distilled from bge-small-en-v1.5 (Xiao et al. 2024) by
 * {@code tools/word_vectors.py} in the way of Model2Vec (Tulkens and van Dongen 2024): a word
 * outside the vocabulary is the sum of its pieces.
 *
 * <p>Sums of whole numbers and one division: the same on every machine.
 */
final class WordVectors {
  static final int DIMENSIONS = 64;
  private static final String PIECES = "/align/word-pieces.txt";
  private static final String VECTORS = "/align/word-vectors.bin";
  private static final String INSIDE = "##";

  private final Map<String, Integer> pieces = new HashMap<>();
  private final byte[] rows;

  private WordVectors() {
    String[] lines = new String(resource(PIECES), StandardCharsets.UTF_8).split("\n", -1);
    rows = resource(VECTORS);
    for (int i = 0; i < rows.length / DIMENSIONS; i++) {
      pieces.put(lines[i], i);
    }
  }

  private static final class Holder {
    static final WordVectors INSTANCE = new WordVectors();
  }

  /** Read once, when a word is first asked for. */
  static WordVectors standard() {
    return Holder.INSTANCE;
  }

  private static byte[] resource(String name) {
    try (InputStream in = WordVectors.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A word's vector.
   *
   * @param word lower case, without accents
   * @return all 0 for a word with letters that the vocabulary lacks, which is like no other
   */
  int[] of(String word) {
    int[] sum = new int[DIMENSIONS];
    for (int row : split(word)) {
      for (int d = 0; d < DIMENSIONS; d++) {
        sum[d] += rows[row * DIMENSIONS + d];
      }
    }
    return sum;
  }

  /** The longest piece first, as BERT's tokenizer cuts. */
  private List<Integer> split(String word) {
    List<Integer> found = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      Integer row = null;
      while (end > start && row == null) {
        row = pieces.get((start == 0 ? "" : INSIDE) + word.substring(start, end));
        end -= row == null ? 1 : 0;
      }
      if (row == null) {
        return List.of();
      }
      found.add(row);
      start = end;
    }
    return found;
  }

  /** The cosine, those below 0 as 0. */
  static double cosine(int[] a, int[] b) {
    long dot = 0;
    long aa = 0;
    long bb = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      dot += (long) a[i] * b[i];
      aa += (long) a[i] * a[i];
      bb += (long) b[i] * b[i];
    }
    return dot <= 0 ? 0 : Math.min(1, dot / Math.sqrt((double) aa * bb));
  }
}
