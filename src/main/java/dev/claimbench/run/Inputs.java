package dev.claimbench.run;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleFiles;
import dev.claimbench.dataset.ArticleFormat;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.StratifiedSample;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is asked about: articles, gold, prompts, and how much of them.
 *
 * @param seeds folder of articles; empty takes all with a suite, and without one the first article
 *     of each of the first {@value #FIRST_STORIES} test stories
 * @param suite {@code dev}, {@code test} or {@code all}: the articles of those stories; or {@link
 *     #REAL_NEWS}, whose articles may be in {@code seeds}
 * @param gold folder with {@code gold/} and {@code verify/}; empty takes {@code eval}
 * @param prompts folder of prompts; empty takes {@link Home#prompts()}
 * @param tasks names
 * @param verdicts how many are asked for, {@link #EVERY} for all; empty takes the usual number
 * @param limit only the first so many articles, 1 or more
 * @param stories only articles and verdicts of these; empty takes all
 */
public record Inputs(
    Optional<Path> seeds,
    Optional<String> suite,
    Optional<Path> gold,
    Optional<Path> prompts,
    List<String> tasks,
    Optional<Integer> verdicts,
    Optional<Integer> limit,
    Set<String> stories) {
  /** Every verdict of the gold. */
  public static final int EVERY = Integer.MAX_VALUE;

  /**
   * Where nothing says which articles: of so many test stories the first article each, so that
   * figures have intervals over stories and a verifier that was trained on others can be compared.
   */
  public static final int FIRST_STORIES = 10;

  /** Claims are taken from so many of these only: each takes as long as 30 verdicts. */
  public static final int FIRST_EXTRACTED = 5;

  /**
   * The suite of real news: its labels are in {@code eval/real-news}, its articles where {@code
   * import gum} wrote them.
   */
  public static final String REAL_NEWS = "real-news";

  /**
   * @throws UserError for a number out of range, and for two ways to say which articles
   */
  public Inputs {
    tasks = List.copyOf(tasks);
    stories = Set.copyOf(stories);
    if (suite.isPresent() && seeds.isPresent() && !suite.get().equals(REAL_NEWS)) {
      throw new UserError("--suite and --seeds: give one of them");
    }
    atLeast("--verdicts", 0, verdicts);
    atLeast("--limit", 1, limit);
  }

  /** All stories. */
  public Inputs(
      Optional<Path> seeds,
      Optional<String> suite,
      Optional<Path> gold,
      Optional<Path> prompts,
      List<String> tasks,
      Optional<Integer> verdicts,
      Optional<Integer> limit) {
    this(seeds, suite, gold, prompts, tasks, verdicts, limit, Set.of());
  }

  /** Both tasks on the articles of a folder and all verdicts of its gold. */
  public static Inputs of(Path seeds, Path gold) {
    return of(seeds, Optional.of(gold));
  }

  /**
   * The same with gold that may not be there.
   *
   * @param gold folder with {@code gold/} and {@code verify/}; one that is not there is no gold
   */
  public static Inputs withGoldIfThere(Path seeds, Path gold) {
    return of(seeds, Optional.of(gold).filter(Files::exists));
  }

  private static Inputs of(Path seeds, Optional<Path> gold) {
    return new Inputs(
        Optional.of(seeds),
        Optional.empty(),
        gold,
        Optional.empty(),
        Tasks.usual(),
        Optional.of(EVERY),
        Optional.empty());
  }

  /** The articles of a suite; nothing else says which. */
  public Inputs withSuite(String name) {
    return new Inputs(
        Optional.empty(), Optional.of(name), gold, prompts, tasks, verdicts, limit, stories);
  }

  public Inputs withPrompts(Path folder) {
    return new Inputs(seeds, suite, gold, Optional.of(folder), tasks, verdicts, limit, stories);
  }

  /** Only what belongs to these stories: the same verdicts of them as without this. */
  public Inputs withStories(Set<String> only) {
    return new Inputs(seeds, suite, gold, prompts, tasks, verdicts, limit, only);
  }

  /**
   * So many verdicts, unless a number is given already.
   *
   * @param number 0 or more, or {@link #EVERY}
   */
  public Inputs withUsualVerdicts(int number) {
    return new Inputs(
        seeds, suite, gold, prompts, tasks, verdicts.or(() -> Optional.of(number)), limit, stories);
  }

  /** One task on the articles of a folder, with all verdicts of a gold folder. */
  public Inputs about(Path articles, Path labels, String task) {
    return new Inputs(
        Optional.of(articles),
        Optional.empty(),
        Optional.of(labels),
        prompts,
        List.of(task),
        Optional.of(EVERY),
        limit);
  }

  /** Whether the articles to ask about are named. */
  public boolean saysWhichArticles() {
    return suite.isPresent() || seeds.isPresent();
  }

  public Path goldFolder(Home home) {
    return gold.orElseGet(() -> home.find(realNews() ? "eval/" + REAL_NEWS : "eval"));
  }

  private boolean realNews() {
    return suite.equals(Optional.of(REAL_NEWS));
  }

  private Path articleFolder(Home home) {
    if (seeds.isPresent()) {
      return seeds.get();
    }
    if (suite.isEmpty()) {
      // Found by a story of the project: a user's own seeds/ in the working folder is another.
      return home.find("seeds/" + firstStories(home).firstTest()).getParent();
    }
    if (!realNews()) {
      return home.find("seeds");
    }
    Path folder = home.find(REAL_NEWS);
    if (!Files.exists(folder)) {
      throw new UserError(
          "--suite "
              + REAL_NEWS
              + ": its articles are not in ./"
              + REAL_NEWS
              + "; write them with `claimbench import gum DIR`, or say where they are: --articles"
              + " DIR");
    }
    return folder;
  }

  /** What the articles are chosen by where nothing says which. */
  private static Stories firstStories(Home home) {
    Path file = home.find("eval/" + Stories.FILE);
    if (!Files.exists(file)) {
      throw new UserError(
          file + ": not there, and nothing else says which articles; give --seeds DIR");
    }
    return Stories.read(file);
  }

  /** Not asked for by name, the gold of a folder that is not there is simply no gold. */
  private GoldSet labels(Home home, Path from, List<Article> articles) {
    Path folder = goldFolder(home);
    return gold.isEmpty() && !(home.project() && Files.exists(folder))
        ? GoldSet.empty()
        : GoldFolder.read(folder, from, articles);
  }

  /** Nobody expects labels from a folder that was made for none. */
  private static boolean isEmpty(Path folder) {
    String[] files = folder.toFile().list();
    return files != null && files.length == 0;
  }

  /**
   * Reads everything and decides what is asked.
   *
   * @param usualVerdicts how many verdicts are asked for where nothing says so
   * @param notes receives a note where there is no gold
   * @throws UserError for anything wrong with the inputs
   */
  public RunPlan plan(Home home, Sampling sampling, int usualVerdicts, Consumer<String> notes) {
    Map<String, PromptTemplate> templates = templates(home);
    Path from = articleFolder(home);
    List<Article> articles = ArticleReader.read(from);
    ArticleFiles.in(from).note(from).ifPresent(notes);
    if (suite.isPresent()) {
      articles =
          Stories.read(goldFolder(home).resolve(Stories.FILE))
              .select(realNews() ? "all" : suite.get(), articles);
    } else if (seeds.isEmpty()) {
      articles = firstStories(home).first(FIRST_STORIES, articles);
    }
    if (limit.isPresent()) {
      articles = articles.subList(0, Math.min(limit.get(), articles.size()));
    }
    List<Article> first = articles.subList(0, Math.min(FIRST_EXTRACTED, articles.size()));
    GoldSet labels = labels(home, from, articles);
    boolean labelled = !labels.articles().isEmpty() || !labels.verdicts().isEmpty();
    if (!labelled && !isEmpty(goldFolder(home))) {
      notes.accept(
          "no labels of these articles in "
              + goldFolder(home)
              + "; figures that need labels are left out");
    }
    // Sampled of all stories, so that some of them are asked what they are asked among all.
    List<GoldVerdict> judged =
        StratifiedSample.sample(labels.verdicts(), verdicts.orElse(usualVerdicts));
    if (!stories.isEmpty()) {
      articles =
          ArticleFormat.collect(
              articles.stream().filter(a -> stories.contains(a.story())), articles.size());
      first = first.stream().filter(a -> stories.contains(a.story())).toList();
      labels = labels(home, from, articles);
      judged = judged.stream().filter(v -> stories.contains(v.claim().story())).toList();
    }
    if (judged.isEmpty()
        && templates.keySet().stream().allMatch(t -> Tasks.named(t).needsVerdicts())) {
      throw new UserError(
          "nothing to ask: verdicts are asked about the claims of the gold, and "
              + goldFolder(home)
              + "/verify has none for these articles");
    }
    return new RunPlan(
            articles,
            // As it will be read back: no folder of gold is named.
            labelled ? labels : GoldSet.empty(),
            judged,
            templates,
            sampling,
            from.toString(),
            labelled ? Optional.of(goldFolder(home).toString()) : Optional.empty())
        .extracting(saysWhichArticles() ? articles.size() : first.size());
  }

  private static void atLeast(String option, int least, Optional<Integer> given) {
    if (given.isPresent() && given.get() < least) {
      throw new UserError(option + ": expected " + least + " or more, got " + given.get());
    }
  }

  /** How each task is asked, in the order of {@link Tasks#all()}. */
  public Map<String, PromptTemplate> templates(Home home) {
    PromptLibrary library = prompts.map(PromptLibrary::new).orElseGet(home::prompts);
    Map<String, PromptTemplate> templates = new LinkedHashMap<>();
    // Always in the order of Tasks: the claims first, whatever the order that they are named in.
    tasks.forEach(Tasks::named);
    Tasks.all().stream()
        .filter(t -> tasks.contains(t.name()))
        .forEach(t -> templates.put(t.name(), library.template(t.prompt())));
    return templates;
  }
}
