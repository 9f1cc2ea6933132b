package dev.claimbench.report.html;

import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.VisibleText;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every page has around its content: style, script, data, and a policy that lets nothing else
 * run or load.
 *
 * @param style CSS, ours
 * @param script JavaScript, ours
 * @param data JSON in which no character can end the element around it
 * @param policy Content-Security-Policy
 */
public record PageFrame(String title, String style, String script, String data, String policy) {
  private static final List<String> SHARED =
      List.of("dom.js", "text.js", "state.js", "rows.js", "window.js");
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  // The templates were compiled with the project: no compiler is needed where this runs.
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          PageFrame.class.getClassLoader(),
          PageFrame.class.getPackageName() + ".templates");

  /** Writes a page whose template takes {@code frame} and {@code page}. */
  static String render(String template, Object page, String title, String json, String... scripts) {
    return render(template, page, frame(title, json, "", scripts));
  }

  /** A page that asks its own server, and nobody else. */
  static ServedPage served(String title, List<ServedPage.Tab> tabs, String... scripts) {
    PageFrame frame = frame(title, "{}", "; connect-src 'self'", scripts);
    return new ServedPage(render("served.jte", tabs, frame), frame.policy());
  }

  /**
   * Writes a page whose data is made while it is written, so that it is never in memory as a whole.
   *
   * @return the page's policy
   */
  static String write(
      String template,
      Object page,
      String title,
      AtomicFile.Content json,
      Writer out,
      String... scripts)
      throws IOException {
    PageFrame frame = frame(title, "", "", scripts);
    String html = render(template, page, frame);
    // Text has no such element: its < is written as an entity.
    int data = html.indexOf(DATA) + DATA.length();
    out.append(html, 0, data);
    try (Writer harmless = new HarmlessWriter(out)) {
      json.writeTo(harmless);
    }
    out.append(html, data, html.length());
    return frame.policy();
  }

  /** {@link #harmless} piece by piece; closing it leaves what it writes to open. */
  private static final class HarmlessWriter extends Writer {
    private final Writer out;

    /** The first half of a surrogate pair: both are looked at together. */
    private String half = "";

    HarmlessWriter(Writer out) {
      this.out = out;
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      String text = half + new String(characters, from, length);
      int end = text.length();
      if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      half = text.substring(end);
      out.write(harmless(text.substring(0, end)));
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.write(harmless(half));
      half = "";
    }
  }

  private static PageFrame frame(String title, String json, String more, String... scripts) {
    String style = resource("page.css");
    String script =
        Stream.concat(SHARED.stream(), Stream.of(scripts))
            .map(PageFrame::resource)
            .collect(Collectors.joining("\n", "(() => {\n\"use strict\";\n", "})();"));
    return new PageFrame(title, style, script, harmless(json), policy(style, script) + more);
  }

  private static String render(String template, Object page, PageFrame frame) {
    StringOutput out = new StringOutput(1 << 16);
    ENGINE.render(template, Map.of("frame", frame, "page", page), out);
    return VisibleText.escape(out.toString());
  }

  /**
   * JSON that means the same and can stand in a script element: {@code </script>} and {@code <!--}
   * cannot occur, nor a character that shows nothing.
   */
  static String harmless(String json) {
    return VisibleText.escape(
        json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
  }

  /** Only this very style and this very script; nothing is loaded, sent or framed. */
  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
        .formatted("sha256-" + Sha256.base64(style), "sha256-" + Sha256.base64(script));
  }

  private static String resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream("/report/" + name)) {
      if (in == null) {
        throw new AssertionError("report/" + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
