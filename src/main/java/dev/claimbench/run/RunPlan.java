package dev.claimbench.run;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.CompactTextMap;
import dev.claimbench.text.CompactTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is asked of each model.
 *
 * @param articles in the order asked
 * @param gold labels for these articles; may be empty
 * @param verdicts the part of {@code gold.verdicts()} that is judged
 * @param templates by task, in the order asked
 * @param sampling {@code maxTokens} is replaced by each template's own
 * @param seeds where the articles came from, for the manifest
 * @param goldFolder where the gold came from, for the manifest
 * @param repeats how many times everything is asked, 1 or more
 * @param extracted claims are taken from so many of the articles, from the first; verdicts and what
 *     another jar asks are of all
 * @param shard the part of it that is asked; the manifest is that of the whole
 */
public record RunPlan(
    List<Article> articles,
    GoldSet gold,
    List<GoldVerdict> verdicts,
    Map<String, PromptTemplate> templates,
    Sampling sampling,
    String seeds,
    Optional<String> goldFolder,
    int repeats,
    int extracted,
    Shard shard) {
  /** Where a run keeps what was asked without the article: a run folder inside its own. */
  public static final String WITHOUT_ARTICLE = "without-article";

  private static final String EXTRACT = Tasks.EXTRACT.name();
  private static final String VERIFY = Tasks.VERIFY.name();

  public RunPlan {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be 1 or more, got " + repeats);
    }
    if (extracted < 0 || extracted > articles.size()) {
      throw new IllegalArgumentException(
          "extracted must be 0 to " + articles.size() + ", got " + extracted);
    }
  }

  /** Everything once, claims of all articles. */
  public RunPlan(
      List<Article> articles,
      GoldSet gold,
      List<GoldVerdict> verdicts,
      Map<String, PromptTemplate> templates,
      Sampling sampling,
      String seeds,
      Optional<String> goldFolder) {
    this(
        articles,
        gold,
        verdicts,
        templates,
        sampling,
        seeds,
        goldFolder,
        1,
        articles.size(),
        Shard.WHOLE);
  }

  /**
   * All calls for one model; those of one task and article follow each other, and the repeats of
   * one question, so that a server can reuse the article's prefix. Made anew each time they are
   * gone through: a prompt holds a whole article, and a long run would hold thousands.
   */
  public Iterable<Call> calls(ModelInfo model) {
    return () -> new Calls(this, model);
  }

  /** How much that is, of which nothing is done yet; computed without making a prompt. */
  List<Workload> work() {
    return templates.entrySet().stream()
        .map(
            task ->
                new Workload(
                    task.getKey(),
                    repeats * (int) prompts(task).count(),
                    0,
                    bounded(task.getValue().maxTokens()).maxTokens()))
        .toList();
  }

  /** The same by task, with the articles that it is about; what asks nothing is left out. */
  public List<TaskCalls> taskCalls() {
    return templates.entrySet().stream()
        .map(
            task ->
                new TaskCalls(
                    task.getKey(),
                    (long) repeats * prompts(task).count(),
                    prompts(task).map(p -> p.article().id()).distinct().count()))
        .filter(asked -> asked.calls() > 0)
        .toList();
  }

  /** How many calls that is, with all repeats. */
  public int size() {
    return work().stream().mapToInt(Workload::calls).sum();
  }

  /** The prompts of one of the templates, made as they are taken. */
  Stream<Prompt> prompts(Map.Entry<String, PromptTemplate> task) {
    List<Article> some =
        task.getKey().equals(EXTRACT) && extracted < articles.size()
            ? articles.subList(0, extracted)
            : articles;
    return Tasks.named(task.getKey())
        .prompts(
            task.getValue(),
            shard.equals(Shard.WHOLE)
                ? some
                : some.stream().filter(a -> shard.has(a.story())).toList(),
            shard.equals(Shard.WHOLE)
                ? verdicts
                : verdicts.stream().filter(v -> shard.has(v.claim().story())).toList());
  }

  public RunPlan withSampling(Sampling other) {
    return new RunPlan(
        articles, gold, verdicts, templates, other, seeds, goldFolder, repeats, extracted, shard);
  }

  /** One of its articles. */
  public RunPlan only(Article article) {
    return new RunPlan(
        List.of(article),
        gold,
        verdicts.stream().filter(v -> v.article().equals(article.id())).toList(),
        templates,
        sampling,
        seeds,
        goldFolder,
        repeats,
        articles.indexOf(article) < extracted ? 1 : 0,
        shard);
  }

  /**
   * Claims of some articles only.
   *
   * @param count from the first, 0 to all
   */
  public RunPlan extracting(int count) {
    return new RunPlan(
        articles, gold, verdicts, templates, sampling, seeds, goldFolder, repeats, count, shard);
  }

  /** One of its tasks alone. */
  public RunPlan withTask(String task) {
    return withTemplates(Map.of(task, templates.get(task)));
  }

  private RunPlan withTemplates(Map<String, PromptTemplate> some) {
    return new RunPlan(
        articles, gold, verdicts, some, sampling, seeds, goldFolder, repeats, extracted, shard);
  }

  /**
   * The same asked several times.
   *
   * @param times 1 or more
   */
  public RunPlan repeated(int times) {
    return new RunPlan(
        articles, gold, verdicts, templates, sampling, seeds, goldFolder, times, extracted, shard);
  }

  /** The same verdicts, asked with the article left out of the prompt. */
  public RunPlan withoutArticle() {
    return withTemplates(Map.of(VERIFY, templates.get(VERIFY).withoutArticle())).repeated(1);
  }

  /** A part of it. */
  public RunPlan sharded(Shard part) {
    return new RunPlan(
        articles, gold, verdicts, templates, sampling, seeds, goldFolder, repeats, extracted, part);
  }

  public Manifest manifest(
      ModelInfo model, String tool, Map<String, String> environment, String started) {
    return manifest(model, List.of(), tool, environment, started);
  }

  /**
   * All that is needed to repeat the run.
   *
   * @param endpoints the servers that share the work; empty for one
   */
  public Manifest manifest(
      ModelInfo model,
      List<String> endpoints,
      String tool,
      Map<String, String> environment,
      String started) {
    Map<String, String> hashes = new CompactTextMap();
    articles.forEach(a -> hashes.put(a.id(), a.textHash()));
    List<String> ids = new CompactTexts();
    verdicts.forEach(v -> ids.add(v.id()));
    Map<String, String> prompts = new LinkedHashMap<>();
    templates.forEach((task, template) -> prompts.put(task, template.hash()));
    return new Manifest(
        Manifest.VERSION,
        tool,
        model,
        templates,
        prompts,
        sampling,
        seeds,
        hashes,
        templates.containsKey(EXTRACT) && extracted < articles.size()
            ? OptionalInt.of(extracted)
            : OptionalInt.empty(),
        goldFolder,
        gold.hash(),
        gold.version(),
        ids,
        gold.verdicts().size(),
        repeats,
        endpoints,
        environment,
        started);
  }

  Sampling bounded(int maxTokens) {
    return sampling.withMaxTokens(maxTokens + sampling.think().map(Think::room).orElse(0));
  }
}
