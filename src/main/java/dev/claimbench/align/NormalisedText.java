package dev.claimbench.align;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Text after NFKC, with one kind of quotation mark, dash and white space, and the way back to the
 * original. White space runs become one blank; characters that show nothing (soft hyphen,
 * zero-width) go.
 */
final class NormalisedText {
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
      boolean plain = next == i + 1 && original.charAt(i) < 0x80;
      String cluster = original.substring(i, next);
      append(plain ? cluster : Normalizer.normalize(cluster, Normalizer.Form.NFKC), i, next);
      i = next;
    }
  }

  static String of(String text) {
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

  /** The character that stands for it, or -1 for one that shows nothing. */
  private static int unified(int c) {
    if (c < 0x80) {
      return c == '`' ? '\'' : Character.isWhitespace(c) ? ' ' : c;
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return ' ';
    }
    return switch (c) {
      case '‘', '’', '‚', '‛', '‹', '›', '′', '´' -> '\'';
      case '“', '”', '„', '‟', '«', '»', '″' -> '"';
      case '‐', '‑', '‒', '–', '—', '―', '−', '⸺', '⸻' -> '-';
      case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF -> -1;
      default -> c;
    };
  }
}
