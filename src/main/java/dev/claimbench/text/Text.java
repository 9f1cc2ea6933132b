package dev.claimbench.text;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Small functions on one text; all take time in proportion to its length. */
public final class Text {
  private Text() {}

  /** Half characters (lone surrogates) as U+FFFD: UTF-8 cannot say them, so files would differ. */
  public static String wellFormed(String text) {
    int i = 0;
    while (i < text.length() && !Character.isSurrogate(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** As {@link String#format}, the same in every country. */
  public static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** {@code count(1, "call")} is 1 call, {@code count(1200, "call")} 1,200 calls. */
  public static String count(long n, String what) {
    return format("%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  /** As it is typed: 3 and 0.05, not 3.0. */
  public static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : Double.toString(x);
  }

  /** On one line: each run of white space is a blank, and none is at the ends. */
  public static String oneLine(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (!Character.isWhitespace(c)) {
                out.appendCodePoint(c);
              } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
              }
            });
    return withoutEnd(out.toString(), c -> c == ' ');
  }

  /** At most so many characters, cut with an ellipsis; on one line. */
  public static String shorten(String text, int most) {
    String line = oneLine(text);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  /**
   * As a part of a file's name: runs of anything but letters of ASCII, digits and points as one
   * hyphen, none at the ends. {@code slug("ollama/qwen3:8b")} is {@code ollama-qwen3-8b}.
   */
  public static String slug(String text) {
    return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]++|(?<!-)-++$", "");
  }

  /** With blanks at its end up to so many characters; as it is if it is longer. */
  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** A cell of a table: as {@link #pad}, with one blank at least between it and the next. */
  public static String cell(String text, int width) {
    return pad(text, Math.max(width, text.length() + 1));
  }

  /** Without the characters at its end that are such. */
  public static String withoutEnd(String text, IntPredicate drop) {
    int end = text.length();
    while (end > 0 && drop.test(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Without the characters at its beginning and its end that are such. */
  public static String without(String text, IntPredicate drop) {
    String left = withoutEnd(text, drop);
    int start = 0;
    while (start < left.length() && drop.test(left.charAt(start))) {
      start++;
    }
    return left.substring(start);
  }
}
