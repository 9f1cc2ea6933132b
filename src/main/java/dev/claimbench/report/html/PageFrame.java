package dev.claimbench.report.html;

import dev.claimbench.text.Sha256;
import dev.claimbench.text.VisibleText;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  // The templates were compiled with the project: no compiler is needed where this runs.
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          PageFrame.class.getClassLoader(),
          PageFrame.class.getPackageName() + ".templates");

  /** Writes a page whose template takes {@code frame} and {@code page}. */
  static String render(String template, Object page, String title, String json, String... scripts) {
    return whole(template, page, title, json, scripts).html();
  }

  /** A page that asks its own server, and nobody else. */
  static ServedPage served(String title, List<ServedPage.Tab> tabs, String... scripts) {
    PageFrame frame = frame(title, "{}", "; connect-src 'self'", scripts);
    return new ServedPage(render("served.jte", tabs, frame), frame.policy());
  }

  /** A page that has all it shows in itself, for a server. */
  static ServedPage whole(
      String template, Object page, String title, String json, String... scripts) {
    PageFrame frame = frame(title, json, "", scripts);
    return new ServedPage(render(template, page, frame), frame.policy());
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
