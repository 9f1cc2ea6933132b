package dev.claimbench.task;

/** The beginning of a text on one line, for messages. */
final class Snippets {
  private static final int LENGTH = 80;

  private Snippets() {}

  static String shorten(String text) {
    String line = head(text, 4 * LENGTH).replaceAll("\\s+", " ").strip();
    return "\"" + head(line, LENGTH) + (line.length() > LENGTH ? "…" : "") + "\"";
  }

  private static String head(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    // Half of a surrogate pair is no character and cannot be written as UTF-8.
    boolean inTwo = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, inTwo ? length - 1 : length);
  }
}
