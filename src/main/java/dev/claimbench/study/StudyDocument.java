package dev.claimbench.study;

import dev.claimbench.text.MarkdownText;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report of headings, paragraphs and tables, written as Markdown or as a simple HTML page. */
public final class StudyDocument {
  /** Characters of a line of Markdown, tables apart. */
  private static final int WIDTH = 130;

  private sealed interface Part {}

  private record Heading(int level, String text) implements Part {}

  private record Paragraph(String text) implements Part {}

  private record Table(List<List<String>> rows) implements Part {}

  private final List<Part> parts = new ArrayList<>();

  StudyDocument heading(int level, String text) {
    parts.add(new Heading(level, text));
    return this;
  }

  StudyDocument paragraph(String text) {
    parts.add(new Paragraph(text));
    return this;
  }

  /** The first row is the head. */
  StudyDocument table(List<List<String>> rows) {
    parts.add(new Table(List.copyOf(rows)));
    return this;
  }

  /** Markdown. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Heading h) {
        out.append("#".repeat(h.level())).append(' ').append(plain(h.text())).append("\n\n");
      } else if (part instanceof Paragraph p) {
        out.append(lines(plain(p.text()))).append("\n\n");
      } else if (part instanceof Table t) {
        for (int i = 0; i < t.rows().size(); i++) {
          out.append(
              t.rows().get(i).stream()
                  .map(StudyDocument::plain)
                  .collect(Collectors.joining(" | ", "| ", " |\n")));
          if (i == 0) {
            out.append("|").append("---|".repeat(t.rows().get(0).size())).append('\n');
          }
        }
        out.append('\n');
      }
    }
    return VisibleText.escape(out.toString());
  }

  /** A page that needs nothing else. */
  public String html(String title) {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    out.append(escaped(title)).append("</title>\n<style>");
    out.append("body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}");
    out.append("table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .6em;");
    out.append("text-align:left}</style>\n</head>\n<body>\n");
    for (Part part : parts) {
      if (part instanceof Heading h) {
        out.append(Text.format("<h%d>%s</h%d>\n", h.level(), escaped(h.text()), h.level()));
      } else if (part instanceof Paragraph p) {
        out.append("<p>").append(escaped(p.text())).append("</p>\n");
      } else if (part instanceof Table t) {
        out.append("<table>\n");
        for (int i = 0; i < t.rows().size(); i++) {
          String cell = i == 0 ? "th" : "td";
          out.append("<tr>");
          for (String text : t.rows().get(i)) {
            out.append("<%s>%s</%s>".formatted(cell, escaped(text), cell));
          }
          out.append("</tr>\n");
        }
        out.append("</table>\n");
      }
    }
    return out.append("</body>\n</html>\n").toString();
  }

  /** What a name or a message holds must not become markup; blanks are one, as lines are broken. */
  private static String plain(String text) {
    return MarkdownText.escape(text.replaceAll("\\s+", " "));
  }

  /** Broken before words of letters alone: others could become a list or a heading. */
  private static String lines(String text) {
    StringBuilder out = new StringBuilder();
    int length = 0;
    for (String word : text.strip().split(" ", -1)) {
      boolean full = length + 1 + word.length() > WIDTH && Character.isLetter(word.codePointAt(0));
      if (length > 0) {
        out.append(full ? '\n' : ' ');
      }
      out.append(word);
      length = full ? word.length() : length + 1 + word.length();
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
