package dev.claimbench.answer;

/** The beginning of a text on one line, for messages. */
final class Snippets {
  private static final int LENGTH = 80;

  private Snippets() {}

  static String of(String text) {
    String head = text.length() > 4 * LENGTH ? text.substring(0, 4 * LENGTH) : text;
    String line = head.replaceAll("\\s+", " ").strip();
    return "\"" + (line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line) + "\"";
  }
}
