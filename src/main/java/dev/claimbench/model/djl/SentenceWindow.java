package dev.claimbench.model.djl;

import java.util.ArrayList;
import java.util.List;

/**
 * Some sentences of an article that are read at once.
 *
 * @param from number of the first
 * @param to number behind the last
 */
record SentenceWindow(int from, int to) {

  /**
   * Windows that overlap and together hold every sentence. Each takes as many as it has room for;
   * the next begins with the last sentences of the one before, which fill a quarter of the room at
   * most but are one at least, unless nothing new would fit behind it. Sentences of 4, 4, 4 and 4
   * tokens and room for 10: {0, 1}, {1, 2}, {2, 3}.
   *
   * @param tokens of each sentence, none above {@code most}
   * @param most tokens of a window
   */
  static List<SentenceWindow> over(int[] tokens, int most) {
    List<SentenceWindow> windows = new ArrayList<>();
    int start = 0;
    int to = 0;
    while (to < tokens.length) {
      int from = start;
      while (from < to && sum(tokens, from, to + 1) > most) {
        from++;
      }
      int end = to + 1;
      while (end < tokens.length && sum(tokens, from, end + 1) <= most) {
        end++;
      }
      windows.add(new SentenceWindow(from, end));
      to = end;
      start = Math.max(from + 1, end - 1);
      while (start - 1 > from && sum(tokens, start - 1, end) <= most / 4) {
        start--;
      }
    }
    return windows;
  }

  private static int sum(int[] tokens, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += tokens[i];
    }
    return sum;
  }
}
