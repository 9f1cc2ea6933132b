package dev.claimbench;

import dev.claimbench.claim.UserError;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.Limit;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.ReplayModel;
import dev.claimbench.run.Retries;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.run.Runner;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The library's front door: each verb is a method. */
public final class Claimbench {
  private Claimbench() {}

  /**
   * Opens a model.
   *
   * @throws UserError with exit code 5 where the model or its server is not there
   */
  public static Model open(ModelSpec spec, ModelOptions options) {
    if (spec instanceof ModelSpec.Replay replay) {
      return new ReplayModel(replay.run());
    }
    try {
      return Models.open(spec, options);
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }

  /**
   * Opens one model on several servers, which share the work.
   *
   * @param places the same model at each; one alone is opened as {@link #open(ModelSpec,
   *     ModelOptions)} does
   * @param notes told of a server that does not answer and is left out
   * @throws UserError with exit code 5 where none is there; where they are not the same model
   */
  public static Model open(List<ModelSpec> places, ModelOptions options, Consumer<String> notes) {
    if (places.size() == 1) {
      return open(places.get(0), options);
    }
    try {
      return Models.open(places, options, notes);
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
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
    Iterable<Call> calls = plan.calls(model.info());
    ContextCheck.check(calls, model);
    Manifest manifest =
        plan.manifest(
            model.info(),
            model.endpoints(),
            settings.tool(),
            settings.environment(),
            settings.clock().instant().toString());
    try (RunStore store = RunStore.open(out)) {
      Manifest.find(out)
          .ifPresentOrElse(before -> requireSame(out, before, manifest), () -> manifest.write(out));
      store.damage().forEach(settings.notes());
      Retries retries =
          new Retries(settings.tries(), settings.firstDelay(), plan.sampling().seed());
      return new Runner(model, store, listener, settings.clock(), retries, limit(settings, model))
          .run(calls);
    }
  }

  /**
   * Scores a run folder from its journal, its articles and the gold; pure, the same bytes each
   * time.
   */
  public static Scorecard score(RunFolder run, Scoring scoring) {
    return Scorecard.of(run.results(), scoring);
  }

  private static Limit limit(RunSettings settings, Model model) {
    return settings.concurrency().isPresent()
        ? Limit.fixed(settings.concurrency().getAsInt())
        : Limit.of(model.info().runtime(), Math.max(1, model.endpoints().size()));
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
