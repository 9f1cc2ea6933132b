package dev.claimbench.text;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Text of articles, models, servers and files as it may be shown to people: what would steer a
 * terminal, a log or the order of words is written out, such as {@code \u001b} for the character
 * that begins a terminal's commands. Inside a JSON string the written form means the same
 * character.
 */
public final class VisibleText {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u0085\\u2028\\u2029]++");
  private static final Pattern LINE_END = Pattern.compile("\\R");

  private VisibleText() {}

  /**
   * The text with all its lines and tabs, and with every other control character written out: C0
   * and C1, DEL, the marks of writing direction, separators of lines that only some programs know,
   * and halves of surrogate pairs.
   *
   * @return the same string where there is nothing to write out
   */
  public static String escape(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text, at)) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 32).append(text, 0, at);
    for (; at < text.length(); at++) {
      if (isPlain(text, at)) {
        out.append(text.charAt(at));
      } else {
        append(out, text.charAt(at));
      }
    }
    return out.toString();
  }

  /** As {@link #escape}, with line ends and tabs as blanks: text that must stay on its line. */
  public static String line(String text) {
    String line =
        BLANKS
            .matcher(text)
            .replaceAll(
                m -> LINE_END.matcher(m.group()).find() ? " " : m.group().replace('\t', ' '));
    return escape(line);
  }

  /** {@code \}{@code u} and four hexadecimal digits. */
  public static void append(StringBuilder out, char c) {
    out.append("\\u").append(HexFormat.of().toHexDigits((short) c));
  }

  private static boolean isPlain(String text, int at) {
    char c = text.charAt(at);
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    if (Character.isSurrogate(c)) {
      return Character.isHighSurrogate(c)
          ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
          : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return switch (c) {
      case '\n', '\t' -> true;
      // Of a line end as Windows and CSV have it; alone, it lets a line be written over.
      case '\r' -> at + 1 < text.length() && text.charAt(at + 1) == '\n';
      case '\u2028', '\u2029' -> false;
      default -> !Character.isISOControl(c) && !isDirection(c);
    };
  }

  /** Unicode's property Bidi_Control. */
  private static boolean isDirection(char c) {
    return c == '\u061c'
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
