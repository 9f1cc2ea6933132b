package dev.claimbench.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page for a server of this machine, which gives it what it shows.
 *
 * @param html the page
 * @param policy its Content-Security-Policy, for the server to send as well
 */
public record ServedPage(String html, String policy) {
  private static final List<String> COMMON = List.of("files.js", "words.js", "evidence.js");

  /** The page at a path below the server's address; there is no other. */
  public Optional<String> at(String path) {
    return path.isEmpty() ? Optional.of(html) : Optional.empty();
  }

  /** A view of a page: its section's id, and what its tab says. */
  public record Tab(String id, String title) {}

  /**
   * Labelling: claims of an article, and verdicts.
   *
   * @param doubts whether there is a list of what may be wrong
   */
  public static ServedPage label(boolean doubts) {
    List<Tab> tabs = new ArrayList<>();
    tabs.add(new Tab("text", "Claims of an article"));
    tabs.add(new Tab("judge", "Verdicts"));
    List<String> scripts = new ArrayList<>(COMMON);
    scripts.addAll(List.of("label.js", "judge.js"));
    if (doubts) {
      tabs.add(new Tab("doubt", "May be wrong"));
      scripts.add("doubt.js");
    }
    return page("Label", tabs, scripts);
  }

  /** Where two annotators differ. */
  public static ServedPage adjudication() {
    return page("Adjudicate", List.of(new Tab("settle", "Where they differ")), "settle.js");
  }

  /** Rows of a sheet that {@code swap} wrote. */
  public static ServedPage sheet() {
    return page("Sheet", List.of(new Tab("sheet", "Sheet")), "sheet.js");
  }

  private static ServedPage page(String title, List<Tab> tabs, String script) {
    List<String> scripts = new ArrayList<>(COMMON);
    scripts.add(script);
    return page(title, tabs, scripts);
  }

  private static ServedPage page(String title, List<Tab> tabs, List<String> scripts) {
    scripts.add("begin.js");
    return PageFrame.served(title, tabs, scripts.toArray(String[]::new));
  }
}
