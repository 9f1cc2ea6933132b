package dev.claimbench.report.html;

import dev.claimbench.report.RunReport;

/** Which page a row goes to. Rows come story by story; a story of a usual length is never cut. */
final class PageBreaks {
  /**
   * How many rows there are on a page.
   *
   * @param alone at most, where there is no other page
   * @param enough so that the next story has a page of its own: one of no more rows is never cut
   * @param most at most, in the middle of a story too
   */
  record Limits(int alone, int enough, int most) {
    static final Limits STANDARD = new Limits(RunReport.MOST_ANSWERS, 500, 1_000);
  }

  /** The most characters of text: a browser takes a page of some megabytes in a moment. */
  static final long MOST_CHARACTERS = 4_000_000;

  private static final long ENOUGH_CHARACTERS = MOST_CHARACTERS / 2;

  private final Limits limits;
  private int page;
  private int rows;
  private long characters;
  private String story = "";

  PageBreaks(Limits limits) {
    this.limits = limits;
  }

  /**
   * Takes the next row.
   *
   * @param more characters that it adds to its page
   * @return its page, from 1
   */
  int place(String next, long more) {
    boolean isOther = !next.equals(story);
    boolean isFull = rows >= limits.most || characters >= MOST_CHARACTERS;
    boolean hasEnough = rows >= limits.enough || characters >= ENOUGH_CHARACTERS;
    if (page == 0 || isFull || (isOther && hasEnough)) {
      page++;
      rows = 0;
      characters = 0;
    }
    story = next;
    rows++;
    characters += more;
    return page;
  }
}
