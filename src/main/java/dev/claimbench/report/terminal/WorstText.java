package dev.claimbench.report.terminal;

import dev.claimbench.compare.Item;
import dev.claimbench.compare.Scores;
import dev.claimbench.text.Text;
import java.util.Comparator;
import java.util.List;

/** The claims that a run has most wrong, for a terminal. */
public final class WorstText {
  /**
   * A wrong no-answer costs less than a wrong answer; the label that is turned round most of all.
   */
  private static final Comparator<Item> WORST_FIRST =
      Comparator.comparing(Item::severity)
          .thenComparing(item -> !item.gold().equals("NOT_ENOUGH_INFO"))
          .reversed()
          .thenComparing(Item::id);

  private WorstText() {}

  /**
   * The worst first: what says the opposite, then what is no valid answer, then what is missing.
   */
  static List<Item> worst(List<Item> items) {
    return items.stream()
        .filter(item -> !item.right() && !item.gold().equals(Item.DISPUTED))
        .sorted(WORST_FIRST)
        .toList();
  }

  /**
   * The text; empty where nothing is wrong.
   *
   * @param most how many are shown
   */
  public static String toText(Scores scores, Style style, int most) {
    List<Item> wrong = worst(scores.items());
    if (wrong.isEmpty() || most == 0) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    int shown = Math.min(most, wrong.size());
    out.append(style.bold("Worst " + shown + " of " + wrong.size() + " that are wrong"))
        .append('\n');
    for (Item item : wrong.subList(0, shown)) {
      out.append("  ").append(item.id()).append(": ").append(Text.shorten(item.text(), 160));
      out.append('\n');
      String labels = "gold " + item.gold() + ", answered " + item.answered();
      out.append(style.faint("    " + labels)).append('\n');
      if (!item.quote().isEmpty()) {
        out.append(style.faint("    “" + Text.shorten(item.quote(), 160) + "”")).append('\n');
      }
    }
    return out.append('\n').toString();
  }
}
