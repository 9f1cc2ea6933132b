package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.adapt.Adaptation;
import dev.claimbench.adapt.Checked;
import dev.claimbench.adapt.Decomposed;
import dev.claimbench.adapt.Example;
import dev.claimbench.adapt.FewShot;
import dev.claimbench.adapt.SelfConsistency;
import dev.claimbench.align.Aligner;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.ArticleReader;
import dev.claimbench.corpus.GoldFolder;
import dev.claimbench.corpus.Stories;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.prompt.PromptKind;
import dev.claimbench.prompt.PromptLibrary;
import dev.claimbench.prompt.PromptTemplate;
import dev.claimbench.run.RunPlan;
import dev.claimbench.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Ways to ask a model better without training it. */
final class AdaptOptions {
  @Option(
      names = "--adapt",
      paramLabel = "HOW",
      description = {
        "few-shot=N (the most similar examples of dev stories), decompose (a claim",
        "into statements), self-consistency=K (most frequent of K samples; needs",
        "--temperature above 0) or verifier=MODEL (checks the answers); may be",
        "repeated, the first is nearest to the model"
      })
  private List<String> adapt = List.of();

  @Option(
      names = "--examples",
      paramLabel = "STORY",
      split = ",",
      description = "Stories that few-shot examples are from. Default: all dev stories")
  private List<String> examples = List.of();

  /** Checks all values before a model is opened. */
  void check(double temperature) {
    for (Adaptation adaptation : parsed()) {
      if (adaptation instanceof Adaptation.Samples) {
        SelfConsistency.requireTemperature("--adapt", temperature);
      }
    }
  }

  private List<Adaptation> parsed() {
    return adapt.stream().map(text -> Adaptation.parse("--adapt", text)).toList();
  }

  /** The model as it is to be asked. */
  Model around(Model opened, RunPlan plan, Environment environment, ModelOptions options) {
    Model model = opened;
    for (Adaptation adaptation : parsed()) {
      model = around(model, adaptation, plan, environment, options);
    }
    return model;
  }

  private Model around(
      Model model, Adaptation how, RunPlan plan, Environment environment, ModelOptions options) {
    if (how instanceof Adaptation.Examples shown) {
      return new FewShot(model, pool(plan, environment), shown.count(), Aligner.DEFAULT_SIMILARITY);
    } else if (how instanceof Adaptation.Samples samples) {
      return new SelfConsistency(model, samples.count(), Aligner.DEFAULT_SIMILARITY);
    } else if (how instanceof Adaptation.Verifier verifier) {
      Model small = Claimbench.open(ModelSpec.parse(verifier.model()), options);
      return new Checked(model, small, prompt(Checked.PROMPT, environment));
    }
    PromptTemplate verify = plan.templates().get(Tasks.VERIFY.name());
    if (verify == null) {
      throw new UserError("--adapt decompose: takes claims to judge apart; needs --task verify");
    }
    return new Decomposed(model, prompt(Decomposed.PROMPT, environment), verify);
  }

  private static PromptTemplate prompt(PromptKind kind, Environment environment) {
    return new PromptLibrary(environment.folder("prompts")).template(kind);
  }

  private List<Example> pool(RunPlan plan, Environment environment) {
    Path gold = plan.goldFolder().map(Path::of).orElseGet(() -> environment.folder("eval"));
    Path all = environment.folder("seeds");
    // A run on one story's folder has its examples in the others.
    Path seeds = Path.of(plan.seeds()).startsWith(all) ? all : Path.of(plan.seeds());
    Stories stories = Stories.read(gold.resolve(Stories.FILE));
    List<Article> articles = ArticleReader.read(seeds);
    Set<String> wanted = new TreeSet<>(examples);
    Set<String> there = new TreeSet<>();
    articles.forEach(a -> there.add(a.story()));
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
    return Example.of(stories, chosen, GoldFolder.read(gold, seeds, chosen));
  }
}
