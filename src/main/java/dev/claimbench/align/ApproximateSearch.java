package dev.claimbench.align;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The stretch of a text with the fewest edits to a pattern (Levenshtein, in UTF-16 units): Myers'
 * bit-vector algorithm (1999) in Hyyrö's block form (2003), 64 cells a step.
 */
final class ApproximateSearch {
  /** Steps of 64 cells that one search may take, about a third of a second. */
  static final long MOST_STEPS = 200_000_000;

  /**
   * A stretch of the text.
   *
   * @param edits to turn it into the pattern
   */
  record Hit(int start, int end, int edits) {}

  private ApproximateSearch() {}

  static boolean affordable(int pattern, int text) {
    return (long) ((pattern + 63) / 64) * text <= MOST_STEPS;
  }

  /** The first of the stretches with the fewest edits, from {@code from} on. */
  static Hit best(String pattern, String text, int from) {
    int[] last = lastColumn(pattern, text, from, text.length(), false);
    int end = last[0];
    int edits = last[1];
    // The same search backwards from the end finds where the stretch begins.
    int[] first =
        lastColumn(
            new StringBuilder(pattern).reverse().toString(),
            new StringBuilder(text.substring(Math.max(from, end - pattern.length() - edits), end))
                .reverse()
                .toString(),
            0,
            Math.min(end - from, pattern.length() + edits),
            true);
    return new Hit(end - first[0], end, edits);
  }

  /**
   * Where the edits to the whole pattern are fewest, and how many.
   *
   * @param anchored the stretch begins at {@code from}; else anywhere
   */
  private static int[] lastColumn(String pattern, String text, int from, int to, boolean anchored) {
    int m = pattern.length();
    int blocks = (m + 63) / 64;
    Map<Character, long[]> masks = new HashMap<>();
    long[][] ascii = new long[128][];
    for (int i = 0; i < m; i++) {
      char c = pattern.charAt(i);
      long[] mask = masks.computeIfAbsent(c, k -> new long[blocks]);
      mask[i / 64] |= 1L << (i % 64);
      if (c < 128) {
        ascii[c] = mask;
      }
    }
    long[] none = new long[blocks];
    long[] vp = new long[blocks];
    long[] vn = new long[blocks];
    Arrays.fill(vp, -1L);
    int score = m;
    int best = m;
    int at = from;
    long lastBit = 1L << ((m - 1) % 64);
    for (int j = from; j < to; j++) {
      char c = text.charAt(j);
      long[] mask = c < 128 ? ascii[c] : masks.get(c);
      long[] eq = mask == null ? none : mask;
      // A stretch that begins anywhere costs nothing along the top row.
      long hpIn = anchored ? 1 : 0;
      long hnIn = 0;
      for (int b = 0; b < blocks; b++) {
        long x = eq[b] | hnIn;
        long d0 = (((x & vp[b]) + vp[b]) ^ vp[b]) | x | vn[b];
        long hp = vn[b] | ~(d0 | vp[b]);
        long hn = vp[b] & d0;
        if (b == blocks - 1) {
          score += (hp & lastBit) != 0 ? 1 : (hn & lastBit) != 0 ? -1 : 0;
        }
        long hpShifted = (hp << 1) | hpIn;
        long hnShifted = (hn << 1) | hnIn;
        hpIn = hp >>> 63;
        hnIn = hn >>> 63;
        vp[b] = hnShifted | ~(d0 | hpShifted);
        vn[b] = hpShifted & d0;
      }
      if (score < best) {
        best = score;
        at = j + 1;
      }
    }
    return new int[] {at, best};
  }
}
