package dev.claimbench.compare;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Alignment;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Repeats;
import dev.claimbench.score.Scorecard;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.PackedList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  /** The same of the file that the weights came from, where that is not the model's digest. */
  static final String WEIGHTS = "weights";

  /** The same of a task's prompts together, in front of its name; only where all were counted. */
  static final String PROMPT_TOKENS = "prompt tokens of ";

  /** The same of a task's prompt, in front of its name. */
  private static final String PROMPT = "prompt of ";

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
    // One that is packed cannot be changed, and a copy would unpack it.
    items = items instanceof PackedList ? items : List.copyOf(items);
  }

  /**
   * Of a run that is scored: the same as what is read from its {@code scores.json}.
   *
   * @param name what to call it
   * @param similarity the name of what paired claims
   */
  public static Scores from(String name, Scorecard card, Manifest manifest, String similarity) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("model", manifest.model().spec());
    made.put("model digest", manifest.model().digest());
    manifest.promptHashes().forEach((task, hash) -> made.put(PROMPT + task, hash));
    made.putAll(made(manifest, card, similarity));
    Map<String, String> articles = new TreeMap<>();
    ItemList items = new ItemList();
    for (ArticleDetail article : card.articles()) {
      articles.put(article.id(), manifest.articles().getOrDefault(article.id(), ""));
      article.alignment().stream()
          .map(Alignment::gold)
          .flatMap(List::stream)
          .filter(g -> g.claim().required())
          .forEach(g -> items.add(Item.from(article, g)));
    }
    card.verdicts().forEach(v -> items.add(Item.from(v)));
    Map<String, Measure> measures = new LinkedHashMap<>();
    for (Figure figure : card.figures()) {
      measures.put(figure.name(), Measure.from(figure));
    }
    return new Scores(
        name,
        manifest.model().spec(),
        made,
        manifest.goldHash(),
        card.complete(),
        articles,
        new TreeMap<>(card.outcomes()),
        measures,
        items.settled(card.repeats().times() > 1),
        card.repeats());
  }

  /**
   * What a comparison names when it differs, beside model and hashes; nothing that a clock has
   * seen.
   */
  public static Map<String, String> made(Manifest manifest, Scorecard card, String similarity) {
    Map<String, String> made = new TreeMap<>();
    if (!similarity.equals(Aligner.DEFAULT_SIMILARITY.name())) {
      made.put("similarity", similarity);
    }
    ModelInfo model = manifest.model();
    made.put("runtime", model.runtime());
    made.put("quantisation", model.quantization());
    if (!manifest.goldVersion().isEmpty()) {
      made.put(GOLD_VERSION, manifest.goldVersion());
    }
    made.put("context", Integer.toString(model.context()));
    model
        .versions()
        .forEach(
            (name, version) ->
                made.put(name.equals(ModelInfo.WEIGHTS) ? WEIGHTS : "version of " + name, version));
    card.usage()
        .forEach(
            (task, usage) -> {
              if (usage.unknown() == 0) {
                made.put(PROMPT_TOKENS + task, Long.toString(usage.promptTokens()));
              }
            });
    Sampling sampling = manifest.sampling();
    made.put("temperature", Double.toString(sampling.temperature()));
    made.put("top p", sampling.topP().map(String::valueOf).orElse("its own"));
    made.put("top k", sampling.topK().map(String::valueOf).orElse("its own"));
    made.put("seed", Integer.toString(sampling.seed()));
    if (manifest.repeats() > 1) {
      made.put("repeats", Integer.toString(manifest.repeats()));
    }
    made.put("thinking", sampling.think().map(Think::word).orElse("its own"));
    made.put("Claimbench", manifest.tool());
    manifest.environment().forEach((name, value) -> made.put("machine's " + name, value));
    return made;
  }

  /**
   * What the runs were scored with, for the reader: the gold's version and the head of its hash.
   */
  public String gold() {
    String hash = goldHash.substring(0, Math.min(12, goldHash.length()));
    String version = made.getOrDefault(GOLD_VERSION, "");
    return version.isEmpty() ? hash : version + ", " + hash;
  }

  /**
   * What it answered of some tasks, so that it can be compared with a run that was asked no others.
   * {@code made} names the tasks that it was asked.
   *
   * @param tasks names; those that it was not asked are passed over
   */
  public Scores only(Set<String> tasks) {
    Map<String, String> madeBy = new LinkedHashMap<>(made);
    outcomes.keySet().stream()
        .filter(task -> !tasks.contains(task))
        .forEach(
            task -> {
              madeBy.remove(PROMPT + task);
              madeBy.remove(PROMPT_TOKENS + task);
            });
    madeBy.put("tasks", String.join(", ", outcomes.keySet()));
    Map<String, Outcomes> some = new TreeMap<>(outcomes);
    some.keySet().retainAll(tasks);
    return new Scores(
        name,
        model,
        madeBy,
        goldHash,
        complete,
        // The articles of verdicts are in their ids.
        tasks.contains(Tasks.EXTRACT.name()) ? articles : Map.of(),
        some,
        measures,
        items.stream().filter(i -> tasks.contains(i.task())).toList(),
        repeats);
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
