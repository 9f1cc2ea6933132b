package dev.claimbench.report.html;

import dev.claimbench.report.RunReport;
import dev.claimbench.run.PromptAndReply;
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
    PageRows rows = PageRows.choose(report.scorecard());
    Overview overview = Overview.from(name, report, rows);
    String data = PageData.toJson(report, rows, exchanges).toString();
    List<String> scripts =
        new ArrayList<>(List.of("items.js", "claims.js", "article.js", "verdicts.js", "run.js"));
    if (rows.isPart()) {
      scripts.add("part.js");
    }
    return PageFrame.whole(
        "run.jte", overview, report.model() + " · " + name, data, scripts.toArray(String[]::new));
  }
}
