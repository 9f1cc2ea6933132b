package dev.claimbench.cli;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldSet;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.ArticleFiles;
import dev.claimbench.corpus.ArticleReader;
import dev.claimbench.corpus.GoldFolder;
import dev.claimbench.corpus.Stories;
import dev.claimbench.model.Sampling;
import dev.claimbench.prompt.PromptLibrary;
import dev.claimbench.prompt.PromptTemplate;
import dev.claimbench.run.RunPlan;
import dev.claimbench.task.Stratified;
import dev.claimbench.task.Tasks;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is asked about: articles, gold, prompts, and how much of them. */
final class InputOptions {
  private static final String FIRST_STORY = "open-models";

  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      description = "Folder of articles (.md, .txt). Default: seeds/" + FIRST_STORY)
  private Optional<Path> seeds = Optional.empty();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "dev, test or all: the articles of those stories of eval/stories.yaml")
  private Optional<String> suite = Optional.empty();

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Folder with gold/ and verify/. Default: eval")
  private Optional<Path> gold = Optional.empty();

  @Option(
      names = "--prompts",
      paramLabel = "DIR",
      description = "Folder with extract.md, verify.md and their schemas. Default: prompts")
  private Optional<Path> prompts = Optional.empty();

  @Option(names = "--task", paramLabel = "NAME", description = "extract or verify. Default: both")
  private List<String> tasks = Tasks.names();

  @Option(
      names = "--verdicts",
      paramLabel = "N",
      description =
          "How many verdicts are asked for: a fixed choice, from all stories in turn. Default: 50; with --answers, all")
  private Optional<Integer> verdicts = Optional.empty();

  @Option(names = "--all", description = "Every verdict of the gold")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N articles")
  private Optional<Integer> limit = Optional.empty();

  Optional<Path> seedsGiven() {
    return seeds;
  }

  Optional<Path> goldGiven() {
    return gold;
  }

  /** Not asked for by name, the gold of a folder that is not there is simply no gold. */
  private GoldSet labels(Environment environment, Path from, List<Article> articles) {
    Path folder = goldFolder(environment);
    return gold.isEmpty() && !Files.exists(folder)
        ? GoldSet.empty()
        : GoldFolder.read(folder, from, articles);
  }

  private Path goldFolder(Environment environment) {
    return gold.orElseGet(() -> environment.folder("eval"));
  }

  /**
   * Reads everything and decides what is asked.
   *
   * @param usualVerdicts how many verdicts are asked for where no option says
   * @throws UserError for anything wrong with the inputs, before a model is opened
   */
  RunPlan plan(Environment environment, Sampling sampling, int usualVerdicts, PrintWriter notes) {
    if (suite.isPresent() && seeds.isPresent()) {
      throw new UserError("--suite and --seeds: give one of them");
    }
    atLeast("--verdicts", 0, verdicts);
    atLeast("--limit", 1, limit);
    Map<String, PromptTemplate> templates = templates(environment);
    Path from =
        seeds.orElseGet(
            () -> environment.folder(suite.isPresent() ? "seeds" : "seeds/" + FIRST_STORY));
    List<Article> articles = ArticleReader.read(from);
    ArticleFiles.in(from).note(from).ifPresent(notes::println);
    if (suite.isPresent()) {
      articles =
          Stories.read(goldFolder(environment).resolve("stories.yaml"))
              .select(suite.get(), articles);
    }
    if (limit.isPresent()) {
      articles = articles.subList(0, Math.min(limit.get(), articles.size()));
    }
    GoldSet labels = labels(environment, from, articles);
    if (labels.articles().isEmpty() && labels.verdicts().isEmpty()) {
      notes.println(
          "no gold for these articles in "
              + goldFolder(environment)
              + ": what needs none is scored");
    }
    List<GoldVerdict> judged =
        all
            ? labels.verdicts()
            : Stratified.sample(labels.verdicts(), verdicts.orElse(usualVerdicts));
    if (judged.isEmpty()
        && templates.keySet().stream().allMatch(t -> Tasks.named(t).needsVerdicts())) {
      throw new UserError(
          "nothing to ask: verdicts are asked about the claims of the gold, and "
              + goldFolder(environment)
              + "/verify has none for these articles");
    }
    boolean hasGold = !labels.articles().isEmpty() || !labels.verdicts().isEmpty();
    return new RunPlan(
        articles,
        labels,
        judged,
        templates,
        sampling,
        from.toString(),
        hasGold ? Optional.of(goldFolder(environment).toString()) : Optional.empty());
  }

  private static void atLeast(String option, int least, Optional<Integer> given) {
    if (given.isPresent() && given.get() < least) {
      throw new UserError(option + ": expected " + least + " or more, got " + given.get());
    }
  }

  private Map<String, PromptTemplate> templates(Environment environment) {
    PromptLibrary library =
        new PromptLibrary(prompts.orElseGet(() -> environment.folder("prompts")));
    Map<String, PromptTemplate> templates = new LinkedHashMap<>();
    // Always in the order of Tasks: the claims first, whatever the order on the command line.
    tasks.forEach(Tasks::named);
    Tasks.ALL.stream()
        .filter(t -> tasks.contains(t.name()))
        .forEach(t -> templates.put(t.name(), library.template(t.prompt())));
    return templates;
  }
}
