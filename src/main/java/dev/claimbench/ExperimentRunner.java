package dev.claimbench;

import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.Stories;
import dev.claimbench.model.LocalModels;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.catalogue.CacheFolders;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.TimingsJson;
import dev.claimbench.run.Cache;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.strategy.Adaptation;
import dev.claimbench.strategy.CheckedModel;
import dev.claimbench.strategy.DecomposedModel;
import dev.claimbench.strategy.Example;
import dev.claimbench.strategy.FewShot;
import dev.claimbench.strategy.SelfConsistency;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Carries out experiments: opens the model with all adaptations around it and asks all that the
 * plan says.
 *
 * @param models what a model is opened with
 */
public record ExperimentRunner(
    Home home, Function<ModelAccess, ModelOptions> models, RunSettings settings)
    implements ExperimentLauncher {

  /**
   * For a program: models that run in this process are those that are there already, nothing is
   * downloaded; three tries a call.
   *
   * @param cache replies of earlier runs; empty asks everything
   */
  public static ExperimentRunner standard(Home home, Optional<Cache> cache) {
    CacheFolders folders = Claimbench.caches();
    LocalModels there = ModelFiles.standard(folders).present();
    return new ExperimentRunner(
        home, access -> access.options(folders.variables(), there), Claimbench.settings(3, cache));
  }

  /** Reads everything that an experiment asks about. */
  public RunPlan plan(Experiment experiment) {
    return experiment.plan(home, settings.notes());
  }

  /**
   * Runs it; a folder of a stopped run is resumed.
   *
   * @return the run, complete
   * @throws UserError for anything wrong with the inputs, the model or its server; where calls
   *     failed, with exit code 6
   */
  @Override
  public RunFolder run(Experiment experiment) {
    RunPlan plan = plan(experiment);
    Path out = experiment.out();
    try (Model model = open(experiment, plan, settings.notes())) {
      if (!ask(experiment, plan, model)) {
        throw new UserError(
            UserError.INCOMPLETE, out + ": not every question has an answer; run it again");
      }
    }
    RunFolder run = RunFolder.read(out, Optional.empty(), Optional.empty(), home.folder());
    Scorecard card = Claimbench.score(run, Scoring.standard(0).withoutIntervals());
    AtomicFile.write(
        out.resolve(TimingsJson.FILE), TimingsJson.toJson(new RunReport(run.manifest(), card)));
    return run;
  }

  /**
   * Asks a model that is open all that the plan says.
   *
   * @return whether every call has an answer
   * @throws UserError with exit code 6 where a reply cannot be kept or the thread was interrupted
   */
  public boolean ask(Experiment experiment, RunPlan plan, Model model) {
    Path out = experiment.out();
    RunPlan asked =
        plan.withSampling(experiment.method().sampling(model, experiment.access().timeout()));
    try {
      boolean complete = Claimbench.run(asked, model, out, settings, RunListener.NONE);
      if (experiment.withoutArticle()) {
        Path inside = out.resolve(RunPlan.WITHOUT_ARTICLE);
        complete &=
            Claimbench.run(asked.withoutArticle(), model, inside, settings, RunListener.NONE);
      }
      return complete;
    } catch (JournalException e) {
      throw new UserError(UserError.INCOMPLETE, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(UserError.INCOMPLETE, out + ": interrupted; the answers so far are safe");
    }
  }

  /**
   * Opens the model as it is to be asked.
   *
   * @param notes receives a note on each server that does not answer and is left out
   * @throws UserError where it or an adaptation cannot be had; where it cannot do a task
   */
  public Model open(Experiment experiment, RunPlan plan, Consumer<String> notes) {
    requireAble(experiment.model(), plan);
    ModelAccess access = experiment.access();
    ModelOptions options = models.apply(access);
    Model model =
        access.identified(Claimbench.open(access.places(experiment.model()), options, notes));
    try {
      for (Adaptation adaptation : experiment.method().adaptations()) {
        model = adapted(model, adaptation, experiment.method().examples(), plan, options);
      }
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Before the first of many calls is refused. */
  private static void requireAble(ModelSpec spec, RunPlan plan) {
    Optional<String> refusal = spec.runtime().refusal(plan.templates().keySet());
    if (refusal.isPresent()) {
      throw new UserError(spec.text() + " " + refusal.get());
    }
  }

  private Model adapted(
      Model model, Adaptation how, List<String> stories, RunPlan plan, ModelOptions options) {
    if (how instanceof Adaptation.Examples shown) {
      return new FewShot(model, pool(plan, stories), shown.count(), Aligner.DEFAULT_SIMILARITY);
    } else if (how instanceof Adaptation.Samples samples) {
      return new SelfConsistency(model, samples.count(), Aligner.DEFAULT_SIMILARITY);
    } else if (how instanceof Adaptation.Verifier verifier) {
      PromptTemplate check = prompt(CheckedModel.PROMPT);
      Model small = Claimbench.open(ModelSpec.parse(verifier.model()), options);
      return new CheckedModel(model, small, check);
    }
    PromptTemplate verify = plan.templates().get(Tasks.VERIFY.name());
    if (verify == null) {
      throw new UserError("--adapt decompose: takes claims to judge apart; needs --task verify");
    }
    return new DecomposedModel(model, prompt(DecomposedModel.PROMPT), verify);
  }

  private PromptTemplate prompt(PromptKind kind) {
    return home.prompts().template(kind);
  }

  private List<Example> pool(RunPlan plan, List<String> examples) {
    Path gold = plan.goldFolder().map(Path::of).orElseGet(() -> home.find("eval"));
    Path all = home.find("seeds");
    // A run on one story's folder has its examples in the others.
    Path seeds = Path.of(plan.seeds()).startsWith(all) ? all : Path.of(plan.seeds());
    Stories stories = Stories.read(gold.resolve(Stories.FILE));
    List<Article> articles = ArticleReader.read(seeds);
    Set<String> there = new TreeSet<>();
    articles.forEach(a -> there.add(a.story()));
    Set<String> wanted = new TreeSet<>(examples);
    for (String story : wanted) {
      if (!there.contains(story)) {
        throw new UserError("--examples: no story '" + story + "' in " + seeds);
      }
    }
    List<Article> chosen =
        wanted.isEmpty()
            ? stories.select("dev", articles)
            : articles.stream().filter(a -> wanted.contains(a.story())).toList();
    stories.requireDev("few-shot examples", chosen);
    List<Example> pool = Example.all(stories, chosen, GoldFolder.read(gold, seeds, chosen));
    // Else the model would be asked as before, under another name.
    if (pool.stream().noneMatch(example -> plan.templates().containsKey(example.task()))) {
      throw new UserError(
          "--adapt few-shot: no examples: %s has no answers to %s of a development story whose articles are in %s"
              .formatted(gold, String.join(" and ", plan.templates().keySet()), seeds));
    }
    return pool;
  }
}
