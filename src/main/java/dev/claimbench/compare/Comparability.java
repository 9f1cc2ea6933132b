package dev.claimbench.compare;

import dev.claimbench.compare.Comparison.Change;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Whether two runs answered the same questions, and in what else they differ. */
final class Comparability {
  private Comparability() {}

  /**
   * Refuses what cannot be paired.
   *
   * @throws UserError that says what differs, with exit code 6 where a run is incomplete
   */
  static void require(Scores a, Scores b) {
    for (Scores run : List.of(a, b)) {
      if (!run.complete()) {
        long failed = run.outcomes().values().stream().mapToLong(o -> o.failed()).sum();
        throw new UserError(
            6,
            run.name()
                + ": the run is incomplete ("
                + failed
                + " calls failed or were not asked); finish it with the same `claimbench run`"
                + " command and --out, then compare");
      }
    }
    List<String> found = new ArrayList<>();
    if (!a.outcomes().keySet().equals(b.outcomes().keySet())) {
      found.add("tasks (" + a.outcomes().keySet() + " and " + b.outcomes().keySet() + ")");
    }
    if (!a.goldHash().equals(b.goldHash())) {
      found.add("gold (" + a.gold() + " and " + b.gold() + ")");
    }
    articles(a.articles(), b.articles()).forEach(found::add);
    // Sets of all ids only where there is something to find.
    boolean sameItems = Item.sameIds(a.items(), b.items());
    for (String task : sameItems ? Set.<String>of() : a.outcomes().keySet()) {
      Set<String> odd = symmetric(a.ids(task), b.ids(task));
      if (!odd.isEmpty()) {
        found.add("items of " + task + " (" + list(odd) + " only in one of them)");
      }
    }
    if (!found.isEmpty()) {
      throw new UserError(
          a.name()
              + " and "
              + b.name()
              + ": cannot be compared, different: "
              + String.join("; ", found)
              + "; run both on the same articles and gold");
    }
  }

  /** Everything else that is not the same, in the order of the baseline's list. */
  static List<Change> changes(Scores a, Scores b) {
    List<Change> changes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(a.made().keySet());
    names.addAll(b.made().keySet());
    for (String name : names) {
      String before = a.made().getOrDefault(name, "");
      String now = b.made().getOrDefault(name, "");
      if (!before.equals(now)) {
        changes.add(
            new Change(
                name,
                before.isEmpty() ? "-" : shorten(before),
                now.isEmpty() ? "-" : shorten(now)));
      }
    }
    return changes;
  }

  private static List<String> articles(Map<String, String> a, Map<String, String> b) {
    List<String> found = new ArrayList<>();
    if (a.equals(b)) {
      return found;
    }
    Set<String> odd = symmetric(a.keySet(), b.keySet());
    if (!odd.isEmpty()) {
      found.add("articles (" + list(odd) + " only in one of them)");
    }
    Set<String> changed = new TreeSet<>(a.keySet());
    changed.retainAll(b.keySet());
    changed.removeIf(id -> Objects.equals(a.get(id), b.get(id)));
    if (!changed.isEmpty()) {
      found.add("text of articles (" + list(changed) + ")");
    }
    return found;
  }

  private static Set<String> symmetric(Set<String> a, Set<String> b) {
    Set<String> odd = new TreeSet<>(a);
    odd.addAll(b);
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    odd.removeAll(both);
    return odd;
  }

  private static String list(Set<String> ids) {
    List<String> first = ids.stream().limit(3).toList();
    int more = ids.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String shorten(String text) {
    return text.matches("(sha256:)?[0-9a-f]{64}")
        ? text.replaceFirst("sha256:", "").substring(0, 12)
        : text;
  }
}
