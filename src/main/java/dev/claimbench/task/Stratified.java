package dev.claimbench.task;

import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.claim.Hashing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A fixed part of the verdicts in which every article and label has its share. */
public final class Stratified {
  private Stratified() {}

  /**
   * Takes from the strata (article × label) in turn; in a stratum, by a hash of the family and then
   * of the claim, so that twins tend to come together and the choice never changes.
   *
   * @return at most {@code size} verdicts in the order of {@code all}
   */
  public static List<GoldVerdict> sample(List<GoldVerdict> all, int size) {
    if (all.size() <= size) {
      return all;
    }
    Map<String, List<GoldVerdict>> strata = new TreeMap<>();
    all.forEach(
        v -> strata.computeIfAbsent(v.article() + " " + v.label(), k -> new ArrayList<>()).add(v));
    Comparator<GoldVerdict> fixed =
        Comparator.<GoldVerdict, String>comparing(
                v -> Hashing.sha256(v.claim().story() + "/" + v.claim().family()))
            .thenComparing(v -> Hashing.sha256(v.claim().story() + "/" + v.claim().id()));
    List<Deque<GoldVerdict>> queues = new ArrayList<>();
    strata.values().forEach(s -> queues.add(new ArrayDeque<>(s.stream().sorted(fixed).toList())));
    Set<GoldVerdict> chosen = new HashSet<>();
    while (chosen.size() < size) {
      for (Deque<GoldVerdict> queue : queues) {
        if (!queue.isEmpty() && chosen.size() < size) {
          chosen.add(queue.poll());
        }
      }
    }
    return all.stream().filter(chosen::contains).toList();
  }
}
