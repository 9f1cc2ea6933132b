package dev.claimbench.compare;

import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Repeats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a comparison needs of one run: the figures with their sums, and what became of every claim.
 *
 * @param name what to call it: its file or folder
 * @param model as the user named it
 * @param made what else decides an answer or its speed, by name: digest, prompts, quantisation…
 * @param goldHash of the gold it was scored with
 * @param complete whether every call was answered
 * @param articles SHA-256 of each article's text, by id
 * @param outcomes by task
 * @param measures by metric
 * @param items one a claim or verdict; of several repeats, what most of them answered
 * @param repeats what asking the same several times shows
 */
public record Scores(
    String name,
    String model,
    Map<String, String> made,
    String goldHash,
    boolean complete,
    Map<String, String> articles,
    Map<String, Outcomes> outcomes,
    Map<String, Measure> measures,
    List<Item> items,
    Repeats repeats) {
  /** Its name in {@link #made}. */
  public static final String GOLD_VERSION = "gold version";

  /** Of a run that asked once. */
  public Scores(
      String name,
      String model,
      Map<String, String> made,
      String goldHash,
      boolean complete,
      Map<String, String> articles,
      Map<String, Outcomes> outcomes,
      Map<String, Measure> measures,
      List<Item> items) {
    this(name, model, made, goldHash, complete, articles, outcomes, measures, items, Repeats.NONE);
  }

  public Scores {
    items = List.copyOf(items);
  }

  /**
   * What the runs were scored with, for the reader: the gold's version and the head of its hash.
   */
  public String gold() {
    String hash = goldHash.substring(0, Math.min(12, goldHash.length()));
    String version = made.getOrDefault(GOLD_VERSION, "");
    return version.isEmpty() ? hash : version + ", " + hash;
  }

  /** The figure of that name, if the run has it. */
  public Optional<Measure> measure(String metric) {
    return Optional.ofNullable(measures.get(metric));
  }

  /** Ids of the claims and verdicts of one task. */
  Set<String> ids(String task) {
    return items.stream()
        .filter(i -> i.task().equals(task))
        .map(Item::id)
        .collect(Collectors.toSet());
  }

  /** Stories that have an item, sorted. */
  public List<String> stories() {
    return items.stream().map(Item::story).distinct().sorted().toList();
  }
}
