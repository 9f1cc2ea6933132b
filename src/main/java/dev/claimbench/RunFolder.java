package dev.claimbench;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleFormat;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.ArticlesById;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.GoldVerdictFormat;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.ThinkingUsage;
import dev.claimbench.run.Call;
import dev.claimbench.run.Exchanges;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.run.Shard;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.score.Results;
import dev.claimbench.score.TaskResult;
import dev.claimbench.score.Usage;
import dev.claimbench.score.VerifyResult;
import dev.claimbench.task.Answer;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.PackedList;
import dev.claimbench.text.SideBySide;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A run read back: its manifest, its replies, and the articles and gold they belong to.
 *
 * @param folder where it lies
 * @param manifest as the run wrote it, but for the gold: what it is scored with
 * @param articles in the order asked; their texts are what the model read
 * @param gold for these articles
 * @param entries the last entry of each call, by what each answers
 * @param training gold of development stories, for what learns, where test stories are scored
 * @param withoutArticle the same verdicts of the same model, asked without the article
 */
public record RunFolder(
    Path folder,
    Manifest manifest,
    List<Article> articles,
    GoldSet gold,
    Map<Question, JournalEntry> entries,
    GoldSet training,
    Optional<Asked> withoutArticle) {

  /**
   * What was asked, and what was answered.
   *
   * @param entries the last entry of each call, by what each answers
   */
  public record Asked(Manifest manifest, Map<Question, JournalEntry> entries) {
    static Asked read(Path folder, Manifest manifest) {
      return new Asked(manifest, RunStore.byQuestion(folder));
    }
  }

  /**
   * Reads a run folder.
   *
   * @param seeds where the articles are; empty takes the manifest's folder
   * @param goldFolder where the gold is; empty takes the manifest's folder and demands the gold
   *     that the run was made with
   * @throws UserError where articles or gold have changed since
   */
  public static RunFolder read(Path folder, Optional<Path> seeds, Optional<Path> goldFolder) {
    return read(folder, seeds, goldFolder, Path.of(""));
  }

  /**
   * Reads a run folder from anywhere.
   *
   * @param home where relative paths of the manifest start that lead nowhere from the working
   *     folder
   */
  public static RunFolder read(
      Path folder, Optional<Path> seeds, Optional<Path> goldFolder, Path home) {
    return read(folder, seeds, goldFolder, home, Optional.empty());
  }

  /**
   * Reads a run folder beside another one: where both are about the same articles and gold, these
   * are read and held once.
   *
   * @param beside read with the same {@code seeds}, {@code goldFolder} and {@code home}
   */
  public static RunFolder read(
      Path folder,
      Optional<Path> seeds,
      Optional<Path> goldFolder,
      Path home,
      Optional<RunFolder> beside) {
    Manifest manifest = Manifest.read(folder);
    Path from = seeds.orElseGet(() -> find(folder, manifest.seeds(), home));
    if (!Files.exists(from)) {
      throw new UserError(
          folder + ": its articles were in " + from + ", which is not there; give --seeds DIR");
    }
    Optional<Path> labels = goldFolder.or(() -> labels(folder, manifest, home));
    Optional<RunFolder> same =
        beside.filter(
            other ->
                from.equals(seeds.orElse(find(other.folder, other.manifest.seeds(), home)))
                    && labels.equals(
                        goldFolder.or(() -> labels(other.folder, other.manifest, home)))
                    && areInOrder(manifest.articles(), other.manifest.articles()));
    List<Article> articles =
        same.map(RunFolder::articles).orElseGet(() -> articles(manifest, from));
    GoldSet gold =
        same.map(RunFolder::gold)
            .or(() -> labels.map(place -> GoldFolder.read(place, from, articles)))
            .orElseGet(GoldSet::empty);
    if (labels.isPresent() && goldFolder.isEmpty() && !gold.hash().equals(manifest.goldHash())) {
      throw new UserError(
          labels.get()
              + ": the gold has changed since the run; give --gold to score with what it is now");
    }
    return new RunFolder(
        folder,
        same.map(other -> manifest.sharing(other.manifest)).orElse(manifest).scoredWith(gold),
        articles,
        gold,
        Asked.read(folder, manifest).entries(),
        same.map(RunFolder::training).orElseGet(() -> development(labels, from, articles, gold)),
        withoutArticle(folder, manifest));
  }

  private static List<Article> articles(Manifest manifest, Path from) {
    Map<String, Article> found = new ArticlesById(ArticleReader.read(from));
    return ArticleFormat.collect(
        manifest.articles().entrySet().stream()
            .map(a -> same(from, a.getKey(), a.getValue(), found.get(a.getKey()))),
        manifest.articles().size());
  }

  /** Whether two runs asked about the same articles in the same order. */
  private static boolean areInOrder(Map<String, String> a, Map<String, String> b) {
    Iterator<Map.Entry<String, String>> other = b.entrySet().iterator();
    return a.size() == b.size()
        && a.entrySet().stream().allMatch(article -> article.equals(other.next()));
  }

  /** The run with its articles and gold alone, for one that is read beside it. */
  public RunFolder withoutAnswers() {
    return new RunFolder(folder, manifest, articles, gold, Map.of(), training, Optional.empty());
  }

  /**
   * Where the labels are that a run was made with.
   *
   * @return empty where {@code folder} is no run folder or its run had no labels
   */
  public static Optional<Path> labels(Path folder) {
    return Manifest.find(folder).flatMap(manifest -> labels(folder, manifest, Path.of("")));
  }

  private static Optional<Path> labels(Path folder, Manifest manifest, Path home) {
    return manifest.gold().map(recorded -> find(folder, recorded, home));
  }

  private static Optional<Asked> withoutArticle(Path run, Manifest manifest) {
    Path folder = run.resolve(RunPlan.WITHOUT_ARTICLE);
    Optional<Manifest> other = Manifest.find(folder);
    if (other.isPresent()
        && !(other.get().model().equals(manifest.model())
            && other.get().verdicts().equals(manifest.verdicts()))) {
      throw new UserError(
          folder + ": not of the same model and verdicts as the run around it; remove it");
    }
    return other.map(m -> Asked.read(folder, m));
  }

  /**
   * A new folder for a run that nobody named one for; it stays.
   *
   * @throws UserError where none can be made
   */
  public static Path temporary() {
    try {
      return Files.createTempDirectory("claimbench-run-");
    } catch (IOException e) {
      throw new UserError("no temporary folder can be made (" + e.getMessage() + ")");
    }
  }

  /** A run that was just made, with the very articles and gold that it was made with. */
  public static RunFolder read(Path folder, RunPlan plan) {
    Manifest manifest = Manifest.read(folder);
    return new RunFolder(
        folder,
        manifest,
        plan.articles(),
        plan.gold(),
        Asked.read(folder, manifest).entries(),
        GoldSet.empty(),
        withoutArticle(folder, manifest));
  }

  /**
   * The same with the gold of development stories, as {@code score} reads it.
   *
   * @param labels folder of the gold; empty where there is none
   * @param seeds where the articles were read from
   */
  public RunFolder withDevelopment(Optional<Path> labels, Path seeds) {
    return new RunFolder(
        folder,
        manifest.scoredWith(gold),
        articles,
        gold,
        entries,
        development(labels, seeds, articles, gold),
        withoutArticle);
  }

  private static GoldSet development(
      Optional<Path> labels, Path seeds, List<Article> articles, GoldSet gold) {
    return labels
        .map(folder -> GoldFolder.development(folder, seeds, articles, gold))
        .orElseGet(GoldSet::empty);
  }

  /**
   * Where a folder is that a run recorded, relative to where it was made: here, beside the run or
   * above it, or in the home folder.
   */
  static Path find(Path run, String path, Path home) {
    Path here = Path.of(path);
    if (Files.exists(here)) {
      return here;
    }
    for (Path above = run.toAbsolutePath().normalize().getParent();
        above != null;
        above = above.getParent()) {
      if (Files.exists(above.resolve(path))) {
        return above.resolve(path);
      }
    }
    return home.resolve(path);
  }

  private static Article same(Path seeds, String id, String hash, Article article) {
    if (article == null) {
      throw new UserError(seeds + ": the run's article '" + id + "' is not there; give --seeds");
    }
    if (!article.textHash().equals(hash)) {
      throw new UserError(
          seeds + ": article '" + id + "' has changed since the run; its answers cannot be scored");
    }
    return article;
  }

  /** What was asked, with the articles and labels of now. */
  public RunPlan plan() {
    return plan(manifest);
  }

  private RunPlan plan(Manifest asked) {
    Map<String, GoldVerdict> verdicts = gold.verdictsById();
    return new RunPlan(
        articles,
        gold,
        asked.verdicts().stream().map(verdicts::get).filter(Objects::nonNull).toList(),
        asked.prompts(),
        asked.sampling(),
        asked.seeds(),
        asked.gold(),
        asked.repeats(),
        asked.articlesExtracted(),
        Shard.WHOLE);
  }

  /**
   * Where the journal's keys are not those that calls of the manifest's model have: then the
   * answers are another model's, or to something else.
   *
   * @return a line a call; usually empty
   */
  public List<String> foreignAnswers() {
    List<String> lines = new ArrayList<>(foreign(manifest, entries, ""));
    withoutArticle.ifPresent(
        other ->
            lines.addAll(
                foreign(other.manifest(), other.entries(), RunPlan.WITHOUT_ARTICLE + ": ")));
    return lines;
  }

  private List<String> foreign(Manifest asked, Map<Question, JournalEntry> answers, String where) {
    Map<Question, String> keys = new HashMap<>();
    for (Call call : plan(asked).calls(asked.model())) {
      keys.put(Question.of(call.prompt(), call.repeat()), call.key());
    }
    List<String> lines = new ArrayList<>();
    for (JournalEntry entry : answers.values()) {
      String key = keys.get(entry.question());
      if (key == null) {
        lines.add(where + entry.task() + " " + entry.item() + " was not asked in this run");
      } else if (!key.equals(entry.key())) {
        lines.add(
            where
                + entry.task()
                + " "
                + entry.item()
                + " was not asked of the manifest's model with the manifest's settings");
      }
    }
    lines.sort(null);
    return lines;
  }

  /**
   * One repeat as a run of its own.
   *
   * @param repeat 1 or more
   * @throws UserError where the run has no such repeat
   */
  public RunFolder repeat(int repeat) {
    if (repeat < 1 || repeat > manifest.repeats()) {
      throw new UserError(
          Text.format("%s: has %d repeats, there is no %d", folder, manifest.repeats(), repeat));
    }
    Map<Question, JournalEntry> own = new HashMap<>();
    entries.values().stream()
        .filter(e -> e.repeat() == repeat)
        .forEach(e -> own.put(new Question(e.task(), e.item(), 1), e));
    return new RunFolder(
        folder, manifest.withRepeats(1), articles, gold, own, training, withoutArticle);
  }

  /** Every call's answer, in the order asked; a call without an entry is a Failed one. */
  public Results results() {
    List<ExtractResult> extract = new ArrayList<>();
    List<TaskResult> others = new ArrayList<>();
    List<VerifyResult> without = new ArrayList<>();
    Map<String, Article> byId = byId();
    withoutArticle.ifPresent(
        other ->
            verify(other, byId, 1, verdictsAsked(other.manifest()), without::add, usage -> {}));
    // Half of it is no baseline.
    boolean whole = without.stream().noneMatch(r -> r.answer() instanceof Answer.Failed<?>);
    List<VerifyResult> baseline = whole ? without : List.of();
    Asked asked = new Asked(manifest, entries);
    int most = Math.max(articles.size(), manifest.verdicts().size());
    if (manifest.repeats() == 1 && most > GoldVerdictFormat.FEW) {
      List<GoldVerdict> judged = sorted(verdictsAsked(manifest));
      Results.Packing packing = new Results.Packing(byId, judged);
      extract(1, extract, packing::add);
      verify(asked, byId, 1, judged, packing::add, packing::add);
      others(1, others, packing::add);
      return packing.build(extract, baseline, others);
    }
    List<Usage> usage = new ArrayList<>();
    List<VerifyResult> verify = new ArrayList<>();
    for (int repeat = 1; repeat <= manifest.repeats(); repeat++) {
      extract(repeat, extract, usage::add);
      verify(asked, byId, repeat, verdictsAsked(manifest), verify::add, usage::add);
      others(repeat, others, usage::add);
    }
    return new Results(extract, verify, usage, baseline, others);
  }

  private Map<String, Article> byId() {
    return new ArticlesById(articles);
  }

  /** By id; each is unpacked when it is taken. */
  private List<GoldVerdict> sorted(List<GoldVerdict> judged) {
    List<String> ids = manifest.verdicts();
    if (IntStream.range(1, ids.size()).allMatch(i -> ids.get(i - 1).compareTo(ids.get(i)) < 0)) {
      return judged;
    }
    List<String> texts = List.copyOf(ids);
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparing(texts::get))
            .mapToInt(Integer::intValue)
            .toArray();
    return new AbstractList<>() {
      @Override
      public GoldVerdict get(int i) {
        return judged.get(order[i]);
      }

      @Override
      public int size() {
        return order.length;
      }
    };
  }

  private void extract(int repeat, List<ExtractResult> extract, Consumer<Usage> usage) {
    PromptTemplate template = manifest.prompts().get(Tasks.EXTRACT.name());
    if (template != null) {
      Map<String, GoldArticle> labels = new HashMap<>();
      gold.articles().forEach(a -> labels.put(a.article(), a));
      int asked = manifest.articlesExtracted();
      for (Article article : asked < articles.size() ? articles.subList(0, asked) : articles) {
        var prompt = Tasks.EXTRACT.prompt(template, article);
        var answer = answer(Tasks.EXTRACT, prompt, repeat, entries, usage);
        Optional<GoldArticle> label = Optional.ofNullable(labels.get(article.id()));
        extract.add(new ExtractResult(article, repeat, label, answer));
      }
    }
  }

  private void verify(
      Asked asked,
      Map<String, Article> byId,
      int repeat,
      List<GoldVerdict> judged,
      Consumer<VerifyResult> verify,
      Consumer<Usage> usage) {
    PromptTemplate template = asked.manifest().prompts().get(Tasks.VERIFY.name());
    if (template != null) {
      PromptTemplate.Renderer renderer = template.renderer();
      SideBySide.forEach(
          judged,
          verdict -> {
            List<Usage> own = new ArrayList<>(1);
            Article article = byId.get(verdict.article());
            var prompt = Tasks.VERIFY.prompt(renderer, article, verdict.claim());
            var answer = answer(Tasks.VERIFY, prompt, repeat, asked.entries(), own::add);
            return Map.entry(new VerifyResult(article, repeat, verdict, answer), own);
          },
          read -> {
            read.getValue().forEach(usage);
            verify.accept(read.getKey());
          });
    }
  }

  /** Tasks without gold of their own. */
  private void others(int repeat, List<TaskResult> others, Consumer<Usage> usage) {
    manifest
        .prompts()
        .forEach(
            (name, template) -> {
              Task<?> task = Tasks.named(name);
              if (task != Tasks.EXTRACT && task != Tasks.VERIFY) {
                List<GoldVerdict> verdicts =
                    task.needsVerdicts() ? verdictsAsked(manifest) : List.of();
                task.prompts(template, articles, verdicts)
                    .forEach(
                        prompt ->
                            others.add(
                                new TaskResult(
                                    task,
                                    prompt.article(),
                                    prompt.item(),
                                    repeat,
                                    answer(task, prompt, repeat, entries, usage))));
              }
            });
  }

  /** The verdicts that were asked for. */
  private List<GoldVerdict> verdictsAsked(Manifest asked) {
    if (isAll(asked.verdicts())) {
      return gold.verdicts();
    }
    Map<String, GoldVerdict> verdicts = gold.verdictsById();
    List<GoldVerdict> judged = new ArrayList<>();
    for (String id : asked.verdicts()) {
      GoldVerdict verdict = verdicts.get(id);
      if (verdict == null) {
        throw new UserError(
            folder + ": the gold has no verdict '" + id + "', which this run judged");
      }
      judged.add(verdict);
    }
    return judged.size() > GoldVerdictFormat.FEW
        ? PackedList.copyOf(judged, new GoldVerdictFormat())
        : judged;
  }

  private boolean isAll(List<String> ids) {
    int i = 0;
    if (ids.size() == gold.verdicts().size()) {
      for (GoldVerdict verdict : gold.verdicts()) {
        if (!verdict.id().equals(ids.get(i++))) {
          return false;
        }
      }
    }
    return i > 0;
  }

  /**
   * What was asked and what came back, word for word, repeat by repeat and task by task. Each is
   * made when it is taken: a prompt holds a whole article.
   */
  public Exchanges exchanges() {
    Map<String, Article> byId = byId();
    List<IntFunction<Prompt>> prompts = new ArrayList<>();
    List<IntFunction<String>> items = new ArrayList<>();
    List<String> tasks = List.copyOf(manifest.prompts().keySet());
    List<Integer> ends = new ArrayList<>();
    manifest
        .prompts()
        .forEach(
            (name, template) -> {
              Task<?> task = Tasks.named(name);
              List<GoldVerdict> verdicts =
                  task.needsVerdicts() ? verdictsAsked(manifest) : List.of();
              prompts.add(
                  task.needsVerdicts()
                      ? i -> {
                        GoldVerdict verdict = verdicts.get(i);
                        Article article = byId.get(verdict.article());
                        return prompt(task, template, article, List.of(verdict));
                      }
                      : i -> prompt(task, template, articles.get(i), List.of()));
              IntFunction<Prompt> made = prompts.get(prompts.size() - 1);
              items.add(
                  task == Tasks.VERIFY ? i -> verdicts.get(i).id() : i -> made.apply(i).item());
              int before = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
              ends.add(before + (task.needsVerdicts() ? verdicts.size() : articles.size()));
            });
    int once = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    return new LazyExchanges(
        once * manifest.repeats(),
        i -> {
          int task = task(ends, i % once);
          return exchange(prompts.get(task).apply(i % once - first(ends, task)), 1 + i / once);
        },
        i -> {
          int task = task(ends, i % once);
          String item = items.get(task).apply(i % once - first(ends, task));
          return new Question(tasks.get(task), item, 1 + i / once);
        });
  }

  private static int task(List<Integer> ends, int at) {
    int task = 0;
    while (at >= ends.get(task)) {
      task++;
    }
    return task;
  }

  private static int first(List<Integer> ends, int task) {
    return task == 0 ? 0 : ends.get(task - 1);
  }

  private static Prompt prompt(
      Task<?> task, PromptTemplate template, Article article, List<GoldVerdict> verdicts) {
    return task.prompts(template, List.of(article), verdicts).findFirst().orElseThrow();
  }

  private final class LazyExchanges extends AbstractList<PromptAndReply> implements Exchanges {
    private final int size;
    private final IntFunction<PromptAndReply> each;
    private final IntFunction<Question> questions;

    LazyExchanges(int size, IntFunction<PromptAndReply> each, IntFunction<Question> questions) {
      this.size = size;
      this.each = each;
      this.questions = questions;
    }

    @Override
    public Question question(int i) {
      return questions.apply(Objects.checkIndex(i, size));
    }

    @Override
    public Optional<PromptAndReply> find(
        Question question, Article article, List<GoldVerdict> verdicts) {
      return Optional.ofNullable(manifest.prompts().get(question.task()))
          .map(template -> prompt(Tasks.named(question.task()), template, article, verdicts))
          .map(prompt -> exchange(prompt, question.repeat()));
    }

    @Override
    public PromptAndReply get(int i) {
      return each.apply(Objects.checkIndex(i, size));
    }

    @Override
    public int size() {
      return size;
    }
  }

  private PromptAndReply exchange(Prompt prompt, int repeat) {
    Question question = Question.of(prompt, repeat);
    Optional<JournalEntry> entry =
        Optional.ofNullable(entries.get(question)).filter(e -> e.answers(prompt));
    return new PromptAndReply(question, prompt.system(), prompt.user(), entry);
  }

  private static <T> Answer<T> answer(
      Task<T> task,
      Prompt prompt,
      int repeat,
      Map<Question, JournalEntry> entries,
      Consumer<Usage> usage) {
    JournalEntry entry = entries.get(Question.of(prompt, repeat));
    if (entry == null) {
      return new Answer.Failed<>(ModelException.Cause.CONNECTION, "not asked yet");
    }
    if (!entry.answers(prompt)) {
      return new Answer.Failed<>(
          ModelException.Cause.CONNECTION,
          "not asked yet as it is now: its claim or prompt has changed since the run");
    }
    Answer<T> answer =
        entry
            .reply()
            .map(reply -> task.reader().read(prompt, reply))
            .orElseGet(
                () -> {
                  JournalEntry.Failure failure = entry.failure().orElseThrow();
                  return new Answer.Failed<>(failure.cause(), failure.message());
                });
    usage.accept(usage(prompt, answer, entry));
    return answer;
  }

  private static Usage usage(Prompt prompt, Answer<?> answer, JournalEntry entry) {
    var reply = entry.reply();
    return new Usage(
        prompt.task(),
        prompt.item(),
        answer.outcome(),
        reply.map(r -> r.promptTokens()).orElse(-1),
        reply.map(r -> r.answerTokens()).orElse(-1),
        reply.flatMap(r -> r.prompt()),
        reply.flatMap(r -> r.answer()),
        reply.map(r -> r.total()).orElse(java.time.Duration.ZERO),
        entry.tries(),
        entry.cached().isPresent(),
        reply.flatMap(r -> r.thought()).map(ThinkingUsage::tokens).orElse(0),
        reply.flatMap(r -> r.thought()).map(ThinkingUsage::time));
  }
}
