package dev.claimbench.text;

import java.util.regex.Pattern;

/**
 * Text of others in a page of Markdown: what an article, a model or a server wrote is no markup.
 */
public final class MarkdownText {
  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]++");
  private static final Pattern SIGNS = Pattern.compile("[\\\\`*_\\[\\]|#!]");

  private MarkdownText() {}

  /**
   * On one line, for a paragraph, a heading or a cell of a table: signs of Markdown get a
   * backslash, and what could begin a tag or a reference is a reference itself.
   */
  public static String escape(String raw) {
    String line = LINE_ENDS.matcher(raw).replaceAll(" ").replace("&", "&amp;").replace("<", "&lt;");
    return SIGNS.matcher(line).replaceAll("\\\\$0");
  }

  /**
   * As code, in which nothing can be escaped but the bar of a table: of the signs that end it,
   * backticks are left out.
   */
  public static String code(String raw) {
    return "`" + LINE_ENDS.matcher(raw).replaceAll(" ").replace("`", "").replace("|", "\\|") + "`";
  }
}
