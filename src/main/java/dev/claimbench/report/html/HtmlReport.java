package dev.claimbench.report.html;

import dev.claimbench.report.RunReport;
import dev.claimbench.run.Exchanges;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.text.Text;
import java.util.List;

/**
 * {@code report.html}: a run to look at, claim, quote and article side by side. Files that need no
 * network and no server; the same bytes for the same journal. Of a large run it is an index, with
 * pages of answers beside it, and as a scoring writes it the figures alone.
 */
public final class HtmlReport {
  public static final String FILE = "report.html";

  private static final String[] SCRIPTS = {
    "items.js", "claims.js", "article.js", "verdicts.js", "run.js"
  };

  private static final String[] SCRIPTS_OF_MANY = {
    "items.js", "stories.js", "claims.js", "article.js", "verdicts.js", "run.js"
  };

  private HtmlReport() {}

  /**
   * A page of answers of a large run.
   *
   * @param model that gave them
   * @param name of the run
   */
  public record AnswersPage(String model, String name, PageSet.Place place) {}

  /** The first page. */
  public static String toHtml(String name, RunReport report, List<PromptAndReply> exchanges) {
    return pages(FILE, name, report, exchanges).at("").orElseThrow();
  }

  /**
   * The pages.
   *
   * @param file name of the first one, for links
   * @param name what to call the run: its folder
   * @param exchanges what was asked and answered, word for word; may leave calls out
   */
  public static PageSet pages(
      String file, String name, RunReport report, List<PromptAndReply> exchanges) {
    return pages(file, name, report, exchanges, PageBreaks.Limits.STANDARD);
  }

  /**
   * What a scoring writes: the page or, of a large run, the figures alone. Its answers take as long
   * to write as all else of the scoring, and few are read.
   */
  public static PageSet summary(
      String file, String name, RunReport report, List<PromptAndReply> exchanges) {
    if (!report.isLarge()) {
      return pages(file, name, report, exchanges);
    }
    return PageSet.single(
        file,
        out ->
            PageFrame.write(
                "summary.jte",
                Overview.from(name, report, List.of()),
                title(name, report),
                StoryIndex::writeNone,
                out,
                SCRIPTS_OF_MANY));
  }

  static PageSet pages(
      String file,
      String name,
      RunReport report,
      List<PromptAndReply> exchanges,
      PageBreaks.Limits limits) {
    Exchanges all = Exchanges.of(exchanges);
    String title = title(name, report);
    if (report.fitsOnePage(limits.alone())) {
      PageRows rows = PageRows.all(report.scorecard());
      return PageSet.single(
          file,
          out ->
              PageFrame.write(
                  "run.jte",
                  Overview.from(name, report, rows.articles()),
                  title,
                  data -> PageData.write(report, rows, all, data),
                  out,
                  SCRIPTS));
    }
    PageRows.Split split = new PageRows.Split(report.scorecard(), limits);
    StoryIndex index = split.index();
    int count = index.pages();
    return PageSet.indexed(
        file,
        index(file, name, report, index),
        count,
        page -> {
          PageRows rows = split.page(page);
          String answers = Text.format("%,d answers", rows.size());
          PageSet.Place place = PageSet.place(file, page, count, answers, index.stories(page));
          return out ->
              PageFrame.write(
                  "answers.jte",
                  new AnswersPage(report.model(), name, place),
                  title + " · " + page,
                  data -> PageData.write(report, rows, all, data),
                  out,
                  SCRIPTS_OF_MANY);
        });
  }

  private static String title(String name, RunReport report) {
    return report.model() + " · " + name;
  }

  /** The first of many pages: the figures, and stories with their counts. */
  static PageSet.Content index(String file, String name, RunReport report, StoryIndex stories) {
    return out ->
        PageFrame.write(
            "index.jte",
            Overview.from(name, report, List.of()),
            title(name, report),
            data -> stories.write(file, data),
            out,
            SCRIPTS_OF_MANY);
  }
}
