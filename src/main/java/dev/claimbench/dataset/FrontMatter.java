package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.MalformedTextException;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands before an article's text: YAML between two lines {@code ---}, blanks behind them and
 * empty lines before them allowed. Metadata in another format would be read as article by a model,
 * so it is refused by its name.
 *
 * @param fields by name in lower case; values as written: {@code title: No} is "No"
 * @param text what follows
 */
record FrontMatter(Map<String, String> fields, String text) {
  private static final Pattern END = Pattern.compile("---|\\.\\.\\.");

  /** A line that names a field, as front matter and mail headers have them. */
  private static final Pattern FIELD =
      Pattern.compile("[A-Za-z][A-Za-z_-]{0,30}+[ \\t]*+[:=](?:[ \\t].*+)?+");

  private static final Pattern ASCIIDOC_ATTRIBUTE =
      Pattern.compile(":!?+[A-Za-z][A-Za-z0-9_-]{0,60}+:(?:[ \\t].*+)?+");

  /** Lines below the title: authors, revision and the first attribute. */
  private static final int ASCIIDOC_HEADER = 3;

  /** The first line that says something → what it begins. */
  private static final Map<Pattern, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put(Pattern.compile("\\+\\+\\+[ \\t]*+"), "TOML");
    OTHERS.put(
        Pattern.compile("---[ \\t]*+(?:[A-Za-z]++[ \\t]*+|[#!].*+)"),
        "a fence with more in its line");
    OTHERS.put(Pattern.compile("%(?:YAML|TAG) .*+"), "a YAML directive");
    OTHERS.put(Pattern.compile(";;;[ \\t]*+"), "JSON");
    OTHERS.put(Pattern.compile("\\{[ \\t]*+(?:\".*+)?+"), "JSON");
    OTHERS.put(Pattern.compile("#\\+[A-Za-z_]++:.*+"), "Org");
    OTHERS.put(Pattern.compile("\\.\\. [a-z_]++:.*+"), "reStructuredText");
    OTHERS.put(
        Pattern.compile(":(?:title|date|author|source|slug|tags|published|category|lang): .*+"),
        "AsciiDoc or reStructuredText");
    OTHERS.put(
        Pattern.compile("(?i)^(?:`{3,}+|~{3,}+)[ \\t]*+[{.]*+[ \\t]*+(?:ya?ml|toml|json)\\b.*+"),
        "a block of YAML, TOML or JSON");
    OTHERS.put(Pattern.compile("% .*+"), "a Pandoc title block");
    OTHERS.put(Pattern.compile("<!--.*+"), "an HTML comment");
    OTHERS.put(Pattern.compile("(?i)(?:<!doctype|<html|<\\?xml).*+"), "HTML or XML");
    OTHERS.put(
        Pattern.compile("(?i)title[ \\t]*+[:=](?:[ \\t].*+)?+"), "front matter without --- lines");
  }

  /**
   * Parts a file's text, which has LF line ends.
   *
   * @throws UserError for front matter without an end, of another format, or that is no mapping
   */
  static FrontMatter read(Path file, String content) {
    int start = firstLine(content);
    int end = lineEnd(content, start);
    String first = content.substring(start, end);
    if (!trim(first).equals("---")) {
      refuseOthers(file, first, line(content, start));
      refuseLooseFields(file, first, content.substring(Math.min(content.length(), end + 1)));
      return new FrontMatter(Map.of(), content);
    }
    int at = Math.min(content.length(), end + 1);
    int close = at;
    boolean indented = !first.startsWith("---");
    while (close < content.length() && !isEnd(content, close, indented)) {
      close = Math.min(content.length(), lineEnd(content, close) + 1);
    }
    if (close >= content.length()) {
      throw new UserError(
          file
              + ": the front matter that begins on line "
              + line(content, start)
              + " has no closing ---");
    }
    // Empty lines for those above: the parser's lines are then those of the file.
    String above = "\n".repeat(line(content, at) - 1);
    Map<String, String> fields = fields(file, above + content.substring(at, close));
    int text = Math.min(content.length(), lineEnd(content, close) + 1);
    requireOne(file, content, text);
    return new FrontMatter(fields, content.substring(text));
  }

  /** A field as written; a field without a value is an empty text. */
  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private static Map<String, String> fields(Path file, String yaml) {
    YamlTree tree;
    try {
      tree = YamlTree.parseAsWritten(yaml);
    } catch (MalformedTextException e) {
      throw new UserError(file + e.place() + ": " + e.getMessage());
    }
    if (!tree.root().isObject()) {
      String got = tree.root().isMissingNode() ? "nothing" : tree.root().toString();
      throw new UserError(file + ": expected front matter such as 'title: …', got " + got);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : tree.root().properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      boolean ours = name.matches("title|source|published|date|story");
      if (ours && !field.getValue().isTextual()) {
        throw new UserError(
            file
                + ":"
                + tree.line("/" + field.getKey())
                + ": "
                + name
                + ": expected text, got "
                + field.getValue());
      }
      if (ours && fields.put(name, field.getValue().asText()) != null) {
        throw new UserError(
            file
                + ":"
                + tree.line("/" + field.getKey())
                + ": the field '"
                + name
                + "' is there twice");
      }
    }
    return fields;
  }

  /** Tools that add front matter to files that have some leave two of them. */
  private static void requireOne(Path file, String content, int from) {
    int start = from;
    while (start < content.length()
        && trim(content.substring(start, lineEnd(content, start))).isEmpty()) {
      start = Math.min(content.length(), lineEnd(content, start) + 1);
    }
    String first = content.substring(start, lineEnd(content, start));
    String rest = content.substring(Math.min(content.length(), lineEnd(content, start) + 1));
    String[] next = rest.lines().map(FrontMatter::trim).limit(1).toArray(String[]::new);
    if (trim(first).matches("-{3,80}+|\\+{3}")
        && next.length > 0
        && FIELD.matcher(next[0]).matches()) {
      throw refused(file, line(content, start), "a second front matter", first);
    }
  }

  private static void refuseOthers(Path file, String first, int line) {
    OTHERS.forEach(
        (pattern, name) -> {
          if (pattern.matcher(trim(first)).matches()) {
            throw refused(file, line, name, first);
          }
        });
  }

  /**
   * Fences that are nearly ours ({@code ----}, or dashes that a word processor put in their place),
   * and lines of fields without any. One such line alone may be the article's own.
   */
  private static void refuseLooseFields(Path file, String first, String rest) {
    boolean attributes =
        rest.lines()
            .map(FrontMatter::trim)
            .limit(ASCIIDOC_HEADER)
            .takeWhile(line -> !line.isEmpty())
            .anyMatch(line -> ASCIIDOC_ATTRIBUTE.matcher(line).matches());
    if (attributes && first.startsWith("= ")) {
      throw refused(file, 1, "an AsciiDoc header", first);
    }
    String[] next = rest.lines().map(FrontMatter::trim).limit(1).toArray(String[]::new);
    if (next.length == 0 || !FIELD.matcher(next[0]).matches()) {
      return;
    }
    if (trim(first).matches("[-\\u2010-\\u2015\\u2212=*_~`]{1,80}+")) {
      throw refused(file, 1, "a line of signs and a field below it", first);
    }
    if (trim(first)
        .matches("(?i)(?:published|story|source|date|author|slug|tags)[ \\t]*+[:=].*+")) {
      throw refused(file, 1, "front matter without --- lines", first);
    }
  }

  private static UserError refused(Path file, int line, String name, String first) {
    return new UserError(
        file
            + ":"
            + line
            + ": begins with "
            + name
            + " ('"
            + Text.shorten(trim(first), 40)
            + "'), which a model would read as article; write the metadata as YAML between"
            + " two --- lines, or take it out");
  }

  /** Where a fence was indented, its end may be. */
  private static boolean isEnd(String content, int at, boolean indented) {
    String line = content.substring(at, lineEnd(content, at));
    return END.matcher(trim(line)).matches()
        && (indented || line.startsWith("-") || line.startsWith("."));
  }

  /** Without blanks of any kind at both ends, those included that have no width. */
  private static String trim(String line) {
    return Text.without(line, FrontMatter::isBlank);
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** Where the first line begins that is not blank. */
  private static int firstLine(String content) {
    int at = 0;
    while (at < content.length() && trim(content.substring(at, lineEnd(content, at))).isEmpty()) {
      at = Math.min(content.length(), lineEnd(content, at) + 1);
    }
    return at;
  }

  private static int lineEnd(String content, int from) {
    int end = content.indexOf('\n', from);
    return end < 0 ? content.length() : end;
  }

  /** From 1. */
  private static int line(String content, int at) {
    return 1 + (int) content.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
