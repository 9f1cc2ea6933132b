package dev.claimbench.task;

import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.text.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A fixed part of the verdicts in which every story, article and label has its share. */
public final class StratifiedSample {
  private StratifiedSample() {}

  /**
   * Takes from the stories in turn, in the order of their names' hashes: intervals are taken over
   * stories, so that ten verdicts of one story tell less than one of ten. In a story it takes from
   * the strata (article × label) in turn, each story beginning one stratum later than the one
   * before, so that a small choice does not hold one label only; in a stratum, by a hash of the
   * family and then of the claim, so that twins tend to come together. No seed enters: the choice
   * of the same gold never changes, and a larger one contains the smaller.
   *
   * @return at most {@code size} verdicts in the order of {@code all}
   */
  public static List<GoldVerdict> sample(List<GoldVerdict> all, int size) {
    if (all.size() <= size) {
      return all;
    }
    Map<String, List<GoldVerdict>> stories = new TreeMap<>();
    all.forEach(
        v ->
            stories
                .computeIfAbsent(
                    Sha256.sha256(v.claim().story()) + v.claim().story(), k -> new ArrayList<>())
                .add(v));
    List<List<GoldVerdict>> ordered = new ArrayList<>();
    stories.values().forEach(story -> ordered.add(ordered(story, ordered.size())));
    return inOrder(all, inTurn(ordered).subList(0, size));
  }

  /** One story's verdicts, most wanted first. */
  private static List<GoldVerdict> ordered(List<GoldVerdict> story, int rank) {
    Map<String, List<GoldVerdict>> strata = new TreeMap<>();
    story.forEach(
        v -> strata.computeIfAbsent(v.article() + " " + v.label(), k -> new ArrayList<>()).add(v));
    // Once each: the claims of a story are compared thousands of times.
    Map<String, String> hashes = new HashMap<>();
    UnaryOperator<String> hash =
        name ->
            hashes.computeIfAbsent(
                name, k -> Sha256.sha256(story.get(0).claim().story() + "/" + k));
    Comparator<GoldVerdict> fixed =
        Comparator.<GoldVerdict, String>comparing(v -> hash.apply(v.claim().family()))
            .thenComparing(v -> hash.apply(v.claim().id()));
    List<List<GoldVerdict>> lists = new ArrayList<>(strata.values());
    lists.forEach(list -> list.sort(fixed));
    Collections.rotate(lists, -(rank % lists.size()));
    return inTurn(lists);
  }

  /** The first of each list, then the second of each that has one, and so on. */
  private static List<GoldVerdict> inTurn(List<List<GoldVerdict>> lists) {
    List<Deque<GoldVerdict>> queues = new ArrayList<>();
    lists.forEach(list -> queues.add(new ArrayDeque<>(list)));
    List<GoldVerdict> taken = new ArrayList<>();
    while (!queues.isEmpty()) {
      queues.forEach(queue -> taken.add(queue.remove()));
      queues.removeIf(Deque::isEmpty);
    }
    return taken;
  }

  private static List<GoldVerdict> inOrder(List<GoldVerdict> all, List<GoldVerdict> some) {
    Set<GoldVerdict> chosen = new HashSet<>(some);
    return all.stream().filter(chosen::contains).toList();
  }
}
