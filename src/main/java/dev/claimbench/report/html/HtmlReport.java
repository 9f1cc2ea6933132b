package dev.claimbench.report.html;

import dev.claimbench.report.RunReport;
import dev.claimbench.run.PromptAndReply;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code report.html}: a run to look at, claim, quote and article side by side. One file that needs
 * no network and no server; the same bytes for the same journal.
 */
public final class HtmlReport {
  public static final String FILE = "report.html";

  private HtmlReport() {}

  /**
   * The page.
   *
   * @param name what to call the run: its folder
   * @param exchanges what was asked and answered, word for word; may leave calls out
   */
  public static String toHtml(String name, RunReport report, List<PromptAndReply> exchanges) {
    return page(name, report, exchanges).html();
  }

  /** The same for a server, with its policy. */
  public static ServedPage page(String name, RunReport report, List<PromptAndReply> exchanges) {
    StringWriter out = new StringWriter();
    try {
      String policy = writePage(name, report, exchanges, out);
      return new ServedPage(out.toString(), policy);
    } catch (IOException e) {
      throw new AssertionError("a string takes everything", e);
    }
  }

  /** Writes the same answer by answer. */
  public static void write(
      String name, RunReport report, List<PromptAndReply> exchanges, Writer out)
      throws IOException {
    var unused = writePage(name, report, exchanges, out);
  }

  private static String writePage(
      String name, RunReport report, List<PromptAndReply> exchanges, Writer out)
      throws IOException {
    PageRows rows = PageRows.choose(report.scorecard());
    List<String> scripts =
        new ArrayList<>(List.of("items.js", "claims.js", "article.js", "verdicts.js", "run.js"));
    if (rows.isPart()) {
      scripts.add("part.js");
    }
    return PageFrame.write(
        "run.jte",
        Overview.from(name, report, rows),
        report.model() + " · " + name,
        data -> PageData.write(report, rows, exchanges, data),
        out,
        scripts.toArray(String[]::new));
  }
}
