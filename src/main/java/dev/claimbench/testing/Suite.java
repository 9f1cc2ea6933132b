package dev.claimbench.testing;

import dev.claimbench.ExperimentRunner;
import dev.claimbench.RunFolder;
import dev.claimbench.dataset.Article;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model and what it is asked, for tests: asked once in a JVM, from the cache where it can be.
 *
 * @param model {@code runtime/model[@where]}
 * @param seeds folder of articles
 * @param gold folder with {@code gold/} and {@code verify/}; one that is not there is no gold
 * @param prompts folder of prompts; empty takes those that come with Claimbench
 * @param revision which weights a server has that tells no digest; empty for unknown
 * @param skipIfUnavailable whether a model that is not there skips the test instead of failing it
 */
public record Suite(
    String model,
    Path seeds,
    Path gold,
    Optional<Path> prompts,
    String revision,
    boolean skipIfUnavailable) {
  private static final Map<Suite, RunPlan> PLANS = new ConcurrentHashMap<>();
  private static final Map<RunKey, RunFolder> RUNS = new ConcurrentHashMap<>();

  private record RunKey(Suite suite, String article) {}

  /** With the prompts that come with Claimbench; {@code -Dclaimbench.model} names another model. */
  public static Suite of(String model, String seeds, String gold) {
    return new Suite(chosen(model), Path.of(seeds), Path.of(gold), Optional.empty(), "", false);
  }

  /** The same, skipped where the model or its server is not there. */
  public Suite skippedIfUnavailable() {
    return new Suite(model, seeds, gold, prompts, revision, true);
  }

  static Suite from(ClaimbenchTest test) {
    return new Suite(
        chosen(test.model()),
        Path.of(test.seeds()),
        Path.of(test.gold()),
        test.prompts().isEmpty() ? Optional.empty() : Optional.of(Path.of(test.prompts())),
        test.revision(),
        test.skipIfUnavailable());
  }

  private static String chosen(String model) {
    return System.getProperty("claimbench.model", model);
  }

  /**
   * Both tasks on all articles and all verdicts of the gold, once, greedily.
   *
   * @param out the run's folder
   */
  public Experiment experiment(Path out) {
    ModelSpec spec = ModelSpec.parse(model);
    Inputs inputs = Inputs.withGoldIfThere(seeds, gold);
    ModelAccess access = ModelAccess.standard();
    return Experiment.of(spec, prompts.map(inputs::withPrompts).orElse(inputs), out)
        .withAccess(
            revision.isEmpty() || spec.isRecorded() ? access : access.withRevision(revision));
  }

  /** All that the experiment asks. */
  public RunPlan plan() {
    return PLANS.computeIfAbsent(this, suite -> runner().plan(experiment(Path.of(""))));
  }

  private static ExperimentRunner runner() {
    return ExperimentRunner.standard(Home.none(), Optional.of(SuiteModel.cache()));
  }

  /**
   * Asks everything.
   *
   * @return a complete run
   * @throws AssertionError without model and cached answers, or with calls that failed
   * @throws org.opentest4j.TestAbortedException instead, where {@link #skipIfUnavailable()}
   */
  public RunFolder run() {
    return RUNS.computeIfAbsent(new RunKey(this, ""), k -> ask(plan()));
  }

  /** Asks what is about one article. */
  public RunFolder run(Article article) {
    return RUNS.computeIfAbsent(new RunKey(this, article.id()), k -> ask(plan().only(article)));
  }

  private RunFolder ask(RunPlan plan) {
    ExperimentRunner runner = runner();
    Experiment experiment = experiment(RunFolder.temporary());
    Model opened = SuiteModel.open(runner, experiment, plan, skipIfUnavailable);
    // Which question has no answer, and why, is in the folder.
    boolean unused = runner.ask(experiment, plan, opened);
    RunFolder run = RunFolder.read(experiment.out(), plan);
    Optional<String> failed =
        run.entries().values().stream()
            .flatMap(e -> e.failure().stream())
            .map(JournalEntry.Failure::message)
            .sorted()
            .findFirst();
    failed.ifPresent(
        why ->
            InconclusiveTest.unavailable(
                model + ": not every question has an answer: " + why, skipIfUnavailable));
    return run;
  }
}
