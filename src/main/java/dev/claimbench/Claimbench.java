package dev.claimbench;

import dev.claimbench.compare.Comparer;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Gate;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.Timing;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.SystemMessageGuard;
import dev.claimbench.model.catalogue.CacheFolders;
import dev.claimbench.model.langchain4j.LangChainModel;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.AdaptiveConcurrency;
import dev.claimbench.run.AnswersModel;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Cache;
import dev.claimbench.run.ContextCheck;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.ReplayModel;
import dev.claimbench.run.ReplyReuse;
import dev.claimbench.run.Retries;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.run.Runner;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.text.UserError;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The library's front door: each verb is a method. */
public final class Claimbench {
  private Claimbench() {}

  /**
   * Asks a LangChain4j model that an application configured: {@code
   * Claimbench.with(chatModel).run(Claimbench.plan(seeds, gold))}.
   */
  public static RunBuilder with(ChatModel chatModel) {
    return with(new LangChainModel(chatModel, ""));
  }

  /** Asks a model that was opened, or one of your own. */
  public static RunBuilder with(Model model) {
    return new RunBuilder(model, Clock.systemUTC(), Optional.empty(), 3);
  }

  /**
   * Both tasks on all articles of a folder and all verdicts of the gold, with the prompts that come
   * with Claimbench, at temperature 0.
   *
   * @param seeds folder of articles
   * @param gold folder with {@code gold/} and {@code verify/}; one that is not there is no gold
   * @throws UserError for anything wrong with them
   */
  public static RunPlan plan(Path seeds, Path gold) {
    return Inputs.withGoldIfThere(seeds, gold)
        .plan(
            Home.none(),
            AskingMethod.greedy().sampling(ModelAccess.TIMEOUT),
            Inputs.EVERY,
            note -> {});
  }

  /**
   * Opens a model.
   *
   * @throws UserError with exit code 5 where the model or its server is not there
   */
  public static Model open(ModelSpec spec, ModelOptions options) {
    return opened(spec, () -> Models.open(spec, options));
  }

  private interface Opening {
    Model open() throws ModelException;
  }

  private static Model opened(ModelSpec spec, Opening opening) {
    try {
      return opening.open();
    } catch (NoClassDefFoundError e) {
      String needed = spec.runtime().dependency();
      throw new UserError(
          spec.text()
              + ": its runtime is not on the class path ("
              + e.getMessage()
              + " is missing)"
              + (needed.isEmpty() ? "" : "; add " + needed + " to your dependencies"));
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }

  /**
   * Opens one model on several servers, which share the work.
   *
   * @param places the same model at each; one alone is opened as {@link #open(ModelSpec,
   *     ModelOptions)} does
   * @param notes receives a note on each server that does not answer and is left out
   * @throws UserError with exit code 5 where none is there; where they are not the same model
   */
  public static Model open(List<ModelSpec> places, ModelOptions options, Consumer<String> notes) {
    if (places.size() == 1) {
      return open(places.get(0), options);
    }
    return opened(places.get(0), () -> Models.open(places, options, notes));
  }

  /**
   * Asks a model all that the plan says and keeps every reply in a run folder. A folder of a
   * stopped run goes on where it was.
   *
   * @return true when every call has an answer
   * @throws UserError where the folder holds another run, or an article does not fit the context
   * @throws JournalException where a reply could not be kept
   */
  public static boolean run(
      RunPlan plan, Model model, Path out, RunSettings settings, RunListener listener)
      throws JournalException, InterruptedException {
    try (RunStore store = begin(plan, model, out, settings)) {
      Retries retries =
          new Retries(settings.tries(), settings.firstDelay(), plan.sampling().seed());
      return new Runner(
              new SystemMessageGuard(model, settings.notes()),
              store,
              listener,
              settings.clock(),
              retries,
              limit(settings, model),
              memory(settings, model, out))
          .run(plan);
    }
  }

  /**
   * Begins a run folder without asking anything, for what asks the calls elsewhere; one of a
   * stopped run goes on. {@link #run} does this itself.
   *
   * @return the folder opened, with its manifest; nobody else can write it until it is closed
   * @throws UserError as {@link #run}
   */
  public static RunStore begin(RunPlan plan, Model model, Path out, RunSettings settings) {
    ContextCheck.check(plan, model);
    Manifest manifest =
        plan.manifest(
            model.info(),
            model.endpoints(),
            settings.tool(),
            settings.environment(),
            settings.clock().instant().toString());
    RunStore store = RunStore.open(out);
    try {
      Manifest.find(out)
          .ifPresentOrElse(before -> requireSame(out, before, manifest), () -> manifest.write(out));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    store.damage().forEach(settings.notes());
    return store;
  }

  /**
   * Scores a run folder from its journal, its articles and the gold; pure, the same bytes each
   * time.
   */
  public static Scorecard score(RunFolder run, Scoring scoring) {
    return Scorecard.compute(run.results(), scoring, Metrics.all(), run.training());
  }

  /** What a comparison needs of a run. */
  public static Scores scores(RunFolder run) {
    // A comparison has intervals of its own, of differences.
    Scorecard card = score(run, Scoring.standard(0).withoutIntervals());
    return scores(new RunReport(run.manifest(), card), run.folder().toString());
  }

  /**
   * The same of a run that is scored already.
   *
   * @param name what to call it
   */
  public static Scores scores(RunReport report, String name) {
    return report.scores(name);
  }

  /** Compares two runs by the figures that a policy names. */
  public static Comparison compare(RunFolder inUse, RunFolder candidate, Policy policy) {
    return compare(scores(inUse), scores(candidate), policy, AskingMethod.SEED);
  }

  /**
   * The same of what is read already, such as a baseline's file.
   *
   * @param seed for resampling
   */
  public static Comparison compare(Scores inUse, Scores candidate, Policy policy, long seed) {
    return new Comparer(policy, seed).compare(inUse, candidate);
  }

  /** Decides by a policy that has no rules on speed or topics. */
  public static Decision decide(Comparison comparison, Policy policy) {
    return decide(comparison, policy, Timing.UNKNOWN, Map.of());
  }

  /**
   * Decides: better, not worse by more than the policy's margins, or cannot tell.
   *
   * @param timing of the candidate; what is unknown breaks no rule and holds none
   * @param topics of stories, by id
   */
  public static Decision decide(
      Comparison comparison, Policy policy, Timing timing, Map<String, String> topics) {
    return new Gate(policy, topics).decide(comparison, timing);
  }

  /**
   * May one model take another's place? Asks both about the same, with replies of earlier runs from
   * no cache, compares and decides.
   *
   * @param out folder of both runs; stopped ones are resumed
   * @throws UserError for anything wrong with inputs, models or servers
   */
  public static SwapDecision swap(
      ModelSpec inUse, ModelSpec candidate, Inputs inputs, Policy policy, Path out) {
    return new ModelSwap(
            Experiment.of(inUse, inputs, out),
            candidate,
            List.of(),
            List.of(),
            policy,
            AskingMethod.SEED)
        .decide(Home.here(), ExperimentRunner.standard(Home.here(), Optional.empty()));
  }

  /** Of a program that says nothing else; a clock that is not handed in is the system's. */
  static RunSettings settings(int tries, Optional<Cache> cache) {
    return settings(Clock.systemUTC(), tries, cache);
  }

  static RunSettings settings(Clock clock, int tries, Optional<Cache> cache) {
    String version = Claimbench.class.getPackage().getImplementationVersion();
    return new RunSettings(
        version == null ? "dev" : version,
        Map.of("java", System.getProperty("java.version")),
        clock,
        tries,
        Duration.ofSeconds(1),
        OptionalInt.empty(),
        note -> {},
        cache);
  }

  /** Where this user's models and the replies of earlier runs are kept. */
  static CacheFolders caches() {
    return CacheFolders.ofUser(System.getenv());
  }

  private static AdaptiveConcurrency limit(RunSettings settings, Model model) {
    return settings.concurrency().isPresent()
        ? AdaptiveConcurrency.fixed(settings.concurrency().getAsInt())
        : AdaptiveConcurrency.forRuntime(
            model.info().runtime(), Math.max(1, model.endpoints().size()));
  }

  /** What is handed out from a file is there already, and is not the model's own doing. */
  private static ReplyReuse memory(RunSettings settings, Model model, Path out) {
    boolean recorded = model instanceof ReplayModel || model instanceof AnswersModel;
    return ReplyReuse.forRun(
        recorded ? Optional.empty() : settings.cache(),
        model.info(),
        out.toString(),
        settings.notes());
  }

  private static void requireSame(Path out, Manifest before, Manifest now) {
    List<String> differences = before.differences(now);
    if (!differences.isEmpty()) {
      throw new UserError(
          out
              + ": holds another run; different: "
              + String.join("; ", differences)
              + "; use another --out");
    }
  }
}
