package dev.claimbench.compare;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Grounding;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.task.Tasks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One gold claim or one verdict, and whether a run had it right.
 *
 * @param id {@code extract article/claim} or {@code verify story/claim@article}
 * @param text the claim
 * @param gold the gold label; {@code found} for a claim that must be extracted
 * @param answered the label given; for extraction {@code found}, {@code contrary} or {@code
 *     missed}; else how the call ended, e.g. {@code invalid}
 * @param quote what in the article carries the gold label; empty where nothing does
 */
public record Item(
    String id,
    String task,
    String story,
    String text,
    String gold,
    String answered,
    boolean right,
    String quote) {
  static final String FOUND = "found";
  static final String CONTRARY = "contrary";
  static final String MISSED = "missed";

  /** What a gold label is where people could not agree on one: nobody's gain or loss. */
  public static final String DISPUTED = "disputed";

  /** A gold claim of an article. */
  static Item from(ArticleDetail article, Alignment.Gold gold) {
    return claim(
        article.id(),
        gold.claim().claim().id(),
        article.story(),
        gold.claim().claim().text(),
        gold.found() ? FOUND : gold.pair().isPresent() ? CONTRARY : MISSED,
        gold.claim().claim().quotes().stream().findFirst().orElse(""));
  }

  static Item claim(
      String article, String id, String story, String text, String outcome, String quote) {
    return new Item(
        Tasks.EXTRACT.name() + " " + article + "/" + id,
        Tasks.EXTRACT.name(),
        story,
        text,
        FOUND,
        outcome,
        outcome.equals(FOUND),
        quote);
  }

  static Item from(VerdictDetail verdict) {
    return verdict(
        verdict.id(),
        verdict.claim().story(),
        verdict.claim().text(),
        verdict.gold().disputed() ? DISPUTED : verdict.gold().label().name(),
        verdict.predicted().map(Enum::name).orElse(verdict.result().answer().outcome()),
        verdict.right(),
        verdict.gold().evidence().stream()
            .findFirst()
            .or(() -> verdict.evidence().map(Grounding::quote))
            .orElse(""));
  }

  static Item verdict(
      String id,
      String story,
      String text,
      String gold,
      String answered,
      boolean right,
      String quote) {
    return new Item(
        Tasks.VERIFY.name() + " " + id,
        Tasks.VERIFY.name(),
        story,
        text,
        gold,
        answered,
        right && !gold.equals(DISPUTED),
        quote);
  }

  /** Of several answers to the same question the most frequent one, the earliest of equals. */
  static List<Item> settled(List<Item> items) {
    Map<String, List<Item>> byId = new LinkedHashMap<>();
    items.forEach(i -> byId.computeIfAbsent(i.id(), k -> new ArrayList<>()).add(i));
    return byId.values().stream().map(Item::mostFrequent).toList();
  }

  /** Whether two runs have the same items in the same order. */
  static boolean sameIds(List<Item> a, List<Item> b) {
    Iterator<Item> other = b.iterator();
    boolean same = a.size() == b.size();
    for (Iterator<Item> one = a.iterator(); same && one.hasNext(); ) {
      same = one.next().id().equals(other.next().id());
    }
    return same;
  }

  private static Item mostFrequent(List<Item> repeats) {
    Item best = repeats.get(0);
    long most = 0;
    for (Item item : repeats) {
      long same = repeats.stream().filter(i -> i.answered().equals(item.answered())).count();
      if (same > most) {
        most = same;
        best = item;
      }
    }
    return best;
  }

  /** Its id without the task: {@code article/claim} or {@code story/claim@article}. */
  String withinTask() {
    return id.substring(task.length() + 1);
  }

  /** How bad a wrong answer is: 3 says the opposite, 2 no valid answer, 1 says too little. */
  public int severity() {
    if (right) {
      return 0;
    }
    return switch (answered) {
      case "SUPPORTED", "REFUTED", CONTRARY -> 3;
      case "NOT_ENOUGH_INFO", MISSED -> 1;
      default -> 2;
    };
  }
}
