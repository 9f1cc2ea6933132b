package dev.claimbench.model.djl;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * A sentence of a text, or a part of one that is longer than a window.
 *
 * @param from offset of its first character (UTF-16)
 * @param to offset behind its last
 * @param tokens of it, 1 or more
 */
record Sentence(int from, int to, int tokens) {

  /**
   * The sentences of a text in order, without the white space around them; a line break ends one.
   *
   * @param count tokens of a text
   * @param most tokens of one; a longer sentence is halved at a space until its parts are not
   */
  static List<Sentence> split(String text, ToIntFunction<String> count, int most) {
    List<Sentence> found = new ArrayList<>();
    int line = 0;
    while (line < text.length()) {
      int end = text.indexOf('\n', line);
      end = end < 0 ? text.length() : end;
      // One for each language would need to know the language; the root's rules do for those with
      // full stops.
      BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
      breaks.setText(text.substring(line, end));
      int from = breaks.first();
      for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
        add(text, line + from, line + to, count, most, found);
      }
      line = end + 1;
    }
    return found;
  }

  private static void add(
      String text, int begin, int end, ToIntFunction<String> count, int most, List<Sentence> to) {
    int from = begin;
    int until = end;
    while (from < until && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (until > from && Character.isWhitespace(text.charAt(until - 1))) {
      until--;
    }
    if (from == until) {
      return;
    }
    int tokens = Math.max(1, count.applyAsInt(text.substring(from, until)));
    if (tokens <= most || until - from < 2) {
      to.add(new Sentence(from, until, tokens));
      return;
    }
    int middle = middle(text, from, until);
    add(text, from, middle, count, most, to);
    add(text, middle, until, count, most, to);
  }

  /** Between two words where there are several, and never within a character. */
  private static int middle(String text, int from, int until) {
    int half = (from + until) / 2;
    int space = text.lastIndexOf(' ', half);
    if (space > from) {
      return space;
    }
    int next = text.indexOf(' ', half);
    if (next > 0 && next < until) {
      return next;
    }
    return Character.isLowSurrogate(text.charAt(half)) ? half - 1 : half;
  }
}
