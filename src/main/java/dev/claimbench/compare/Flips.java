package dev.claimbench.compare;

import dev.claimbench.stats.McNemar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Claims on which exactly one run is right: lost ones first, the worst first among them.
 *
 * @param mcNemar by task; describes and does not decide, since it takes claims for independent
 */
public record Flips(List<Flip> list, Map<String, McNemar> mcNemar) {
  public Flips {
    list = List.copyOf(list);
  }

  /** Of a baseline and a candidate with the same items. */
  public static Flips compute(Scores a, Scores b) {
    Map<String, Item> before = new HashMap<>();
    Iterator<Item> earlier = a.items().iterator();
    List<Flip> flips = new ArrayList<>();
    Map<String, int[]> counts = new TreeMap<>();
    for (Item now : b.items()) {
      // Runs of the same questions have their items in the same order: no need to look them up.
      Item then = earlier.hasNext() ? earlier.next() : null;
      if (then == null || !then.id().equals(now.id())) {
        if (before.isEmpty()) {
          a.items().forEach(i -> before.put(i.id(), i));
        }
        then = before.get(now.id());
      }
      int[] count = counts.computeIfAbsent(now.task(), k -> new int[2]);
      if (then != null && then.right() != now.right()) {
        flips.add(new Flip(then, now, now.right()));
        count[now.right() ? 1 : 0]++;
      }
    }
    flips.sort(
        Comparator.comparing(Flip::won)
            .thenComparing(Flip::severity, Comparator.reverseOrder())
            .thenComparing(Flip::id));
    Map<String, McNemar> tests = new TreeMap<>();
    counts.forEach((task, count) -> tests.put(task, new McNemar(count[0], count[1])));
    return new Flips(flips, tests);
  }

  public List<Flip> won() {
    return list.stream().filter(Flip::won).toList();
  }

  public List<Flip> lost() {
    return list.stream().filter(f -> !f.won()).toList();
  }
}
