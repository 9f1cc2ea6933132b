package dev.claimbench.align;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Text after NFKC, with one kind of quotation mark, dash and white space, and the way back to the
 * original. White space runs become one blank; characters that show nothing (soft hyphen, zero
 * width, marks of direction, variation selectors, controls) go.
 */
final class NormalisedText {
  private static final int MOST_MARKS = 8;

  private final StringBuilder text = new StringBuilder();
  private int[] start;
  private int[] end;

  NormalisedText(String original) {
    start = new int[original.length() + 16];
    end = new int[original.length() + 16];
    int i = 0;
    while (i < original.length()) {
      int next = i + Character.charCount(original.codePointAt(i));
      // NFKC joins what follows a base character; a lone cluster can be normalised by itself.
      while (next < original.length() && joins(original.codePointAt(next))) {
        next += Character.charCount(original.codePointAt(next));
      }
      int first = original.codePointAt(i);
      // NFKC takes an acute accent that stands for an apostrophe apart, so signs go first.
      boolean plain =
          next == i + Character.charCount(first) && (first < 0x80 || unified(first) != first);
      String cluster = original.substring(i, next);
      append(plain ? cluster : Normalizer.normalize(cluster, Normalizer.Form.NFKC), i, next);
      i = next;
    }
  }

  static String normalise(String text) {
    return new NormalisedText(text).toString().strip();
  }

  /** The first normalised index that begins at {@code original} or after it. */
  int after(int original) {
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start[middle] < original) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The original's UTF-16 index at which the normalised index {@code i} begins. */
  int originalStart(int i) {
    return start[i];
  }

  /** The original's UTF-16 index after normalised character {@code i}. */
  int originalEnd(int i) {
    return end[i];
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void append(String cluster, int from, int to) {
    int i = 0;
    while (i < cluster.length()) {
      int c = unified(cluster.codePointAt(i));
      i += Character.charCount(cluster.codePointAt(i));
      boolean repeated = c == ' ' && !text.isEmpty() && text.charAt(text.length() - 1) == ' ';
      if (c < 0 || repeated) {
        continue;
      }
      if (text.length() + 2 > start.length) {
        start = Arrays.copyOf(start, start.length * 2);
        end = Arrays.copyOf(end, end.length * 2);
      }
      for (int k = 0; k < Character.charCount(c); k++) {
        start[text.length() + k] = from;
        end[text.length() + k] = to;
      }
      text.appendCodePoint(c);
    }
  }

  private static boolean joins(int c) {
    if (c < 0x300) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        // Hangul vowels and finals, halfwidth voicing marks
        || (c >= 0x1160 && c <= 0x11FF)
        || c == 0xFF9E
        || c == 0xFF9F;
  }

  /**
   * A text without characters that show nothing and with straight apostrophes, all else as it is:
   * for what reads words and numbers.
   */
  static String legible(String text) {
    if (text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      marks = Character.getType(c) == Character.NON_SPACING_MARK ? marks + 1 : 0;
      // No script stacks more marks, and \b of a pattern looks back over all of them.
      if (!isInvisible(c) && marks <= MOST_MARKS) {
        out.appendCodePoint(unified(c) == '\'' ? '\'' : c);
      }
    }
    return out.toString();
  }

  /** Whether it shows nothing by itself: Unicode's default ignorables, and controls. */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> !Character.isWhitespace(c) && c != 0x85;
      // Signs over Arabic, Syriac and Kaithi numbers are of this kind, and seen.
      case Character.FORMAT ->
          !((c >= 0x600 && c <= 0x605)
              || c == 0x6DD
              || c == 0x70F
              || (c >= 0x890 && c <= 0x8E2)
              || c == 0x110BD
              || c == 0x110CD);
      case Character.NON_SPACING_MARK ->
          (c >= 0xFE00 && c <= 0xFE0F)
              || (c >= 0xE0100 && c <= 0xE01EF)
              || (c >= 0x180B && c <= 0x180F)
              || c == 0x34F
              || c == 0x17B4
              || c == 0x17B5;
      default -> c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    };
  }

  /** The character that stands for it, or -1 for one that shows nothing. */
  private static int unified(int c) {
    if (isInvisible(c)) {
      return -1;
    }
    if (c < 0x80) {
      return c == '`' ? '\'' : Character.isWhitespace(c) ? ' ' : c;
    }
    if (c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return ' ';
    }
    return switch (c) {
      case '‘', '’', '‚', '‛', '‹', '›', '′', '‵', '´', '＇', '❛', '❜' -> '\'';
      // Greek accents that stand apart.
      case 0x384, 0x1FBD, 0x1FBF, 0x1FEF, 0x1FFD -> '\'';
      // Letters and accents that are typed or set for an apostrophe.
      case 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ˈ', 'ˊ', 'ˋ', 'ꞌ', '՚', '׳' -> '\'';
      case '“', '”', '„', '‟', '«', '»', '″', '‶', '〝', '〞', '〟', '❝', '❞', '״' -> '"';
      case '‐', '‑', '‒', '–', '—', '―', '−', '⁃', '˗', '⸺', '⸻' -> '-';
      default -> c;
    };
  }
}
