package dev.claimbench;

import dev.claimbench.compare.ClaimSheet;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.LabelSheet;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.Timing;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Think;
import dev.claimbench.report.json.TimingsJson;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.TaskCalls;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.swap.PromptSearch;
import dev.claimbench.swap.PromptSelection;
import dev.claimbench.swap.UnlabelledClaims;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The question whether a candidate may take the place of the model in use.
 *
 * @param inUse the model in use, how both are asked and about what; its folder is the one for all
 *     runs
 * @param candidate the model to take its place
 * @param prompts folders that are tried with each model on development stories; none takes those of
 *     the project, one alone is used as it stands
 * @param thinking amounts that are tried as well; none leaves it to the models
 * @param seed for resampling and the order of sheets
 */
public record ModelSwap(
    Experiment inUse,
    ModelSpec candidate,
    List<Path> prompts,
    List<Think> thinking,
    Policy policy,
    long seed) {
  /** Where the judge's verdicts are kept, beside those of both models. */
  public static final String JUDGE = "judge";

  /** Characters of a claim that stands for others. */
  private static final int TITLE = 100;

  static final List<String> FOLDERS = List.of("baseline", "candidate");

  /**
   * @throws UserError where something is to be tried, but the inputs say what to ask about or with
   *     which prompts
   */
  public ModelSwap {
    prompts = List.copyOf(prompts);
    thinking = List.copyOf(thinking);
    if (isFixed(inUse.inputs()) && (prompts.size() > 1 || thinking.size() > 1)) {
      throw new UserError(
          "--variants, --thinking: what is tried is tried on development stories with these, but"
              + " --suite, --seeds or --prompts after -- says what to ask; leave one of them out");
    }
  }

  /** Whether the inputs say what to ask about, or how: then nothing is tried. */
  private static boolean isFixed(Inputs inputs) {
    return inputs.saysWhichArticles() || inputs.prompts().isPresent();
  }

  /**
   * How each model is asked.
   *
   * @param search what was tried for it
   * @param asked one a model
   */
  public record PreparedExperiments(PromptSearch search, List<Experiment> asked) {
    /** Both models asked the same, each into its own folder. */
    List<Experiment> about(Inputs inputs, Path folder) {
      List<Experiment> both = new ArrayList<>();
      for (int m = 0; m < asked.size(); m++) {
        Experiment own = asked.get(m);
        Inputs with = own.inputs().prompts().map(inputs::withPrompts).orElse(inputs);
        both.add(own.withInputs(with).withOut(folder.resolve(FOLDERS.get(m))));
      }
      return both;
    }
  }

  /**
   * Sheets of what two models do with articles that nobody labelled.
   *
   * @param claims sheet of the claims that only one of them takes
   * @param extracted folders of the two runs that these come from
   * @param verdicts of both, on the claims that either of them took
   * @param judge a third model's, on those of them that differ; empty where there is none
   */
  public record DisagreementSheets(
      PreparedExperiments prepared,
      Path claims,
      List<Path> extracted,
      List<Scores> verdicts,
      Optional<Scores> judge) {}

  /**
   * Part of a swap that is asked of one model.
   *
   * @param what for the reader
   * @param asked how much of each task: taking claims is slower than judging them
   * @param atMost whether it may be fewer: what there is to ask is not known yet
   */
  public record Stage(String model, String what, List<TaskCalls> asked, boolean atMost) {
    public long calls() {
      return asked.stream().mapToLong(TaskCalls::calls).sum();
    }

    /** What is asked, without how much. */
    public List<String> tasks() {
      return asked.stream().map(TaskCalls::task).toList();
    }
  }

  /**
   * What will be asked, in order, computed without asking anything.
   *
   * @param articles own ones, for {@link #disagreements}, 1 or more; empty for {@link #decide}
   * @param claims of each model and article that are judged
   * @param judge as for {@link #disagreements}
   * @throws UserError for anything wrong with the inputs
   */
  public List<Stage> stages(
      Optional<List<Article>> articles, int claims, Optional<ModelSpec> judge, Home home) {
    List<Stage> stages = new ArrayList<>();
    List<String> models = List.of(inUse.model().text(), candidate.text());
    List<PromptSelection.Variant> variants = variants(home, articles.isPresent());
    List<Stage> search = new ArrayList<>();
    if (isSearched(variants, home)) {
      List<TaskCalls> asked = plan(development(), variants, home).taskCalls();
      for (String model : models) {
        for (PromptSelection.Variant v : variants) {
          String what = "development stories, " + v.name();
          search.add(new Stage(model, what, asked, false));
        }
      }
    }
    if (articles.isEmpty()) {
      stages.addAll(search);
      List<TaskCalls> asked =
          plan(questions(isSearched(variants, home)), variants, home).taskCalls();
      models.forEach(m -> stages.add(new Stage(m, "the stories that decide", asked, false)));
      return stages;
    }
    List<Article> all = articles.get();
    Map<String, Long> stories =
        all.stream().collect(Collectors.groupingBy(Article::story, Collectors.counting()));
    int repeats = inUse.method().repeats();
    // Each claim is judged against its article and the next one of its story.
    long judged =
        all.stream().mapToLong(a -> stories.get(a.story()) > 1 ? 2 : 1).sum() * 2 * claims;
    List<TaskCalls> extract =
        List.of(new TaskCalls(Tasks.EXTRACT.name(), (long) repeats * all.size(), all.size()));
    List<TaskCalls> verify =
        List.of(new TaskCalls(Tasks.VERIFY.name(), repeats * judged, all.size()));
    models.forEach(m -> stages.add(new Stage(m, "claims of your articles", extract, false)));
    if (!search.isEmpty()) {
      stages.addAll(search);
      String again = "claims of your articles, if another prompt was better";
      models.forEach(m -> stages.add(new Stage(m, again, extract, true)));
    }
    backwards(models)
        .forEach(m -> stages.add(new Stage(m, "verdicts on these claims", verify, true)));
    judge.ifPresent(
        j -> stages.add(new Stage(j.text(), "verdicts on which both differ", verify, true)));
    return stages;
  }

  /**
   * Some of the first questions, by which a model's speed is measured before the first stage: of
   * own articles without labels, the claims to be judged are the article's title and its first
   * words.
   *
   * @param articles as for {@link #stages}
   */
  public RunPlan firstQuestions(Optional<List<Article>> articles, Home home) {
    List<PromptSelection.Variant> variants = variants(home, articles.isPresent());
    if (articles.isEmpty()) {
      boolean searched = isSearched(variants, home);
      return plan(searched ? development() : questions(false), variants, home);
    }
    Article first = articles.get().get(0);
    Experiment asked =
        withPromptsAndThinking(inUse, prompts(variants), thinking.stream().findFirst());
    List<GoldVerdict> verdicts =
        Stream.of(first.title(), first.text())
            .map(text -> Text.shorten(text.strip(), TITLE))
            .filter(text -> !text.isEmpty())
            .map(text -> unlabelled(first, text))
            .toList();
    return new RunPlan(
        List.of(first),
        GoldSet.empty(),
        verdicts,
        asked.inputs().templates(home),
        asked.method().sampling(asked.access().timeout()),
        "",
        Optional.empty());
  }

  private static GoldVerdict unlabelled(Article article, String text) {
    CheckClaim claim =
        new CheckClaim(article.story(), "v", text, "", Optional.empty(), Optional.empty());
    return new GoldVerdict(
        claim, article.id(), Verdict.NOT_ENOUGH_INFO, false, List.of(), "", true);
  }

  private RunPlan plan(Inputs inputs, List<PromptSelection.Variant> variants, Home home) {
    return withPromptsAndThinking(inUse.withInputs(inputs), prompts(variants), Optional.empty())
        .plan(home, note -> {});
  }

  private static Optional<Path> prompts(List<PromptSelection.Variant> variants) {
    return variants.stream().findFirst().map(PromptSelection.Variant::prompts);
  }

  static <T> List<T> backwards(List<T> list) {
    List<T> turned = new ArrayList<>(list);
    Collections.reverse(turned);
    return turned;
  }

  /** Runs both on labelled stories, compares and decides. */
  public SwapDecision decide(Home home, ExperimentLauncher launcher) {
    PreparedExperiments prepared = prepare(home, launcher);
    Inputs inputs = questions(prepared.search().tried());
    return decide(
        prepared.search(), prepared.about(inputs, inUse.out()), false, policy, home, launcher);
  }

  /**
   * Runs both, compares and decides.
   *
   * @param backwards whether the candidate is asked first
   */
  SwapDecision decide(
      PromptSearch search,
      List<Experiment> both,
      boolean backwards,
      Policy rules,
      Home home,
      ExperimentLauncher launcher) {
    List<Scores> scores =
        backwards ? backwards(run(backwards(both), launcher)) : run(both, launcher);
    Comparison comparison = Claimbench.compare(scores.get(0), scores.get(1), rules, seed);
    Timing timing = Timing.read(both.get(1).out().resolve(TimingsJson.FILE));
    Map<String, String> topics =
        Stories.find(home.find("eval")).map(Stories::topics).orElse(Map.of());
    return new SwapDecision(
        comparison, Claimbench.decide(comparison, rules, timing, topics), search);
  }

  /**
   * Runs both on articles without labels: first for their claims, then for verdicts on these.
   *
   * @param articles folder of articles
   * @param claims of each model and article that are judged, 1 or more
   * @param judge a third model, asked about the verdicts on which both differ: fewer labels are
   *     needed where it is good
   * @throws UserError where the inputs say that something else is asked about
   */
  public DisagreementSheets disagreements(
      Path articles, int claims, Optional<ModelSpec> judge, Home home, ExperimentLauncher launcher)
      throws IOException {
    if (judge.isPresent()
        && List.of(inUse.model().text(), candidate.text()).contains(judge.get().text())) {
      throw new UserError(
          "--judge: "
              + judge.get().text()
              + " is one of the two that are compared; expected a third model");
    }
    Inputs given = inUse.inputs();
    if (given.saysWhichArticles()
        || given.gold().isPresent()
        || !given.tasks().equals(Tasks.usual())) {
      throw new UserError(
          "--articles: both tasks are asked about these articles, without labels; leave --suite,"
              + " --seeds, --gold and --task after -- out");
    }
    Path top = inUse.out();
    // What createDirectories returns is absolute where it made a folder, and only on some Javas.
    Path gold = top.resolve("gold");
    Files.createDirectories(gold);
    // No gold yet: an empty folder, so that a story of the same name does not bring its own.
    Path none = top.resolve("no-gold");
    Files.createDirectories(none);
    Inputs extract = inUse.inputs().about(articles, none, Tasks.EXTRACT.name());
    // The user's own articles come first, with the first prompt. A search asks about other stories
    // for longer than all of this: only on request, and then these again where another is better.
    List<PromptSelection.Variant> variants = variants(home, true);
    List<RunFolder> runs = new ArrayList<>();
    List<Path> extracted = new ArrayList<>();
    for (Experiment first : unsearched(variants).about(extract, top.resolve("claims"))) {
      extracted.add(first.out());
      runs.add(launcher.run(first.withoutArticle(false)));
    }
    PreparedExperiments prepared = prepare(variants, home, launcher);
    List<Experiment> chosen = prepared.about(extract, top.resolve("claims-chosen"));
    for (int m = 0; m < prepared.search().selections().size(); m++) {
      PromptSelection selection = prepared.search().selections().get(m);
      if (selection.variantOf(Tasks.EXTRACT.name()).equals(variants.get(0))) {
        launcher.skip(chosen.get(m));
      } else {
        extracted.set(m, chosen.get(m).out());
        runs.set(m, launcher.run(chosen.get(m).withoutArticle(false)));
      }
    }
    List<List<ExtractResult>> results = runs.stream().map(r -> r.results().extract()).toList();
    var unused = UnlabelledClaims.write(results, runs.get(0).articles(), claims, gold);
    Path sheet = top.resolve("claims.csv");
    if (!Files.exists(sheet)) {
      AtomicFile.write(sheet, ClaimSheet.toCsv(UnlabelledClaims.different(results), seed));
    }
    launcher.tell("claims to label, while the verdicts are asked: " + sheet);
    Inputs verify = inUse.inputs().about(articles, gold, Tasks.VERIFY.name());
    // The one that was asked last is asked first, so that one GPU loads each model as rarely as
    // possible.
    List<Scores> verdicts = run(backwards(prepared.about(verify, top)), launcher);
    List<Scores> both = backwards(verdicts);
    Set<String> differing = LabelSheet.differing(both.get(0), both.get(1));
    Optional<Scores> judged = Optional.empty();
    if (judge.isPresent() && !differing.isEmpty()) {
      Path some = top.resolve("gold-differing");
      UnlabelledClaims.writeSome(gold, differing, some);
      Experiment third =
          inUse
              .of(judge.get())
              .withInputs(inUse.inputs().about(articles, some, Tasks.VERIFY.name()))
              .withoutArticle(false)
              .withOut(top.resolve(JUDGE));
      judged = Optional.of(Claimbench.scores(launcher.run(third)));
    }
    return new DisagreementSheets(prepared, sheet, extracted, both, judged);
  }

  /** About which both are compared: what chose the prompts must not judge them. */
  Inputs questions(boolean searched) {
    Inputs inputs = inUse.inputs();
    return inputs.saysWhichArticles()
        ? inputs
        : inputs.withSuite(searched ? "test" : "all").withUsualVerdicts(Inputs.EVERY);
  }

  private Inputs development() {
    return inUse.inputs().withSuite("dev").withUsualVerdicts(PromptSearch.VERDICTS);
  }

  /**
   * What is tried; one alone is used as it is, none where the inputs say all.
   *
   * @param ownArticles prompts are only tried on request, as are those of a finished run
   */
  private List<PromptSelection.Variant> variants(Home home, boolean ownArticles) {
    boolean fixed = isFixed(inUse.inputs());
    List<Path> folders = prompts.isEmpty() && !fixed ? shipped(home) : prompts;
    if (prompts.isEmpty() && thinking.size() < 2 && (ownArticles || inUse.model().isRecorded())) {
      folders = folders.stream().limit(1).toList();
    }
    return PromptSearch.variants(folders, thinking);
  }

  private boolean isSearched(List<PromptSelection.Variant> variants, Home home) {
    return !isFixed(inUse.inputs())
        && variants.size() > 1
        && Files.exists(home.find("eval").resolve(Stories.FILE));
  }

  private static List<Scores> run(List<Experiment> both, ExperimentLauncher launcher) {
    return both.stream().map(launcher::run).map(Claimbench::scores).toList();
  }

  /**
   * Tries each prompt with each amount of thinking, with both models, on development stories;
   * unless there is one only, or the inputs say what to ask about or with which prompts.
   */
  public PreparedExperiments prepare(Home home, ExperimentLauncher launcher) {
    return prepare(variants(home, false), home, launcher);
  }

  private PreparedExperiments prepare(
      List<PromptSelection.Variant> variants, Home home, ExperimentLauncher launcher) {
    if (!isSearched(variants, home)) {
      return unsearched(variants);
    }
    List<Experiment> both = both();
    Inputs development = development();
    PromptSearch search =
        PromptSearch.run(
            names(both),
            variants,
            policy,
            (model, number, variant) ->
                Claimbench.scores(
                    launcher.run(
                        withPromptsAndThinking(
                                both.get(model).withInputs(development),
                                Optional.of(variant.prompts()),
                                variant.think())
                            .withOut(tried(model).resolve(Integer.toString(number))))));
    List<Experiment> chosen = new ArrayList<>();
    for (int m = 0; m < both.size(); m++) {
      PromptSelection.Variant best = search.selections().get(m).write(tried(m).resolve("prompts"));
      chosen.add(withPromptsAndThinking(both.get(m), Optional.of(best.prompts()), best.think()));
    }
    return new PreparedExperiments(search, chosen);
  }

  /** Both with the first prompt and amount of thinking. */
  private PreparedExperiments unsearched(List<PromptSelection.Variant> variants) {
    Optional<Path> one = prompts(variants);
    Optional<Think> level = thinking.stream().findFirst();
    return new PreparedExperiments(
        PromptSearch.none(names(both())),
        both().stream().map(e -> withPromptsAndThinking(e, one, level)).toList());
  }

  private List<Experiment> both() {
    return List.of(inUse, inUse.of(candidate));
  }

  private static List<String> names(List<Experiment> both) {
    return both.stream().map(e -> e.model().text()).toList();
  }

  private Path tried(int model) {
    return inUse.out().resolve("dev").resolve(FOLDERS.get(model));
  }

  private static List<Path> shipped(Home home) {
    return Stream.of(Path.of("prompts"), Path.of("prompts", "brief"))
        .map(p -> home.find(p.toString()))
        .filter(Files::isDirectory)
        .toList();
  }

  private static Experiment withPromptsAndThinking(
      Experiment how, Optional<Path> prompts, Optional<Think> think) {
    Experiment with = prompts.map(p -> how.withInputs(how.inputs().withPrompts(p))).orElse(how);
    return think.map(t -> with.withMethod(how.method().withThink(t))).orElse(with);
  }
}
