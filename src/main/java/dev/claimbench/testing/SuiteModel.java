package dev.claimbench.testing;

import dev.claimbench.ExperimentRunner;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.catalogue.CacheFolders;
import dev.claimbench.run.Cache;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The model of a suite: the real one where it is there, else what the cache remembers of it. */
final class SuiteModel {
  private static final Map<ModelKey, Model> OPEN = new ConcurrentHashMap<>();

  private record ModelKey(ModelSpec model, ModelAccess access) {}

  private SuiteModel() {}

  /** {@code -Dclaimbench.cache=DIR}, else where the command line has it. */
  static Cache cache() {
    String own = System.getProperty("claimbench.cache", "");
    return own.isBlank()
        ? new Cache(CacheFolders.ofUser(System.getenv()).replies())
        : new Cache(Path.of(own));
  }

  /**
   * Opens a model, or takes the one that is open; one that is not there is replaced by one that has
   * no answers, so that only what is cached is answered.
   *
   * @param skip whether the user wants a test skipped whose model is not there
   * @throws AssertionError where the cache has never seen it either
   * @throws org.opentest4j.TestAbortedException instead, where that is to be skipped
   */
  static Model open(ExperimentRunner runner, Experiment experiment, RunPlan plan, boolean skip) {
    try {
      return OPEN.computeIfAbsent(
          new ModelKey(experiment.model(), experiment.access()),
          reached -> runner.open(experiment, plan, runner.settings().notes()));
    } catch (UserError e) {
      ModelInfo seen = cache().lastSeen(experiment.model().text()).orElse(null);
      if (seen == null) {
        InconclusiveTest.unavailable(
            e.getMessage() + "; and there are no cached answers of it in " + cache().folder(),
            // A name that is wrong does not become right on another machine.
            skip && e.exitCode() == UserError.UNREACHABLE);
      }
      return new UnavailableModel(seen, e.getMessage());
    }
  }

  /** Closes all that are open; one that is asked again is opened again. */
  static void closeAll() {
    for (ModelKey reached : List.copyOf(OPEN.keySet())) {
      Model model = OPEN.remove(reached);
      if (model != null) {
        model.close();
      }
    }
  }

  /**
   * A model that is not there.
   *
   * @param why what opening it said
   */
  private record UnavailableModel(ModelInfo info, String why) implements Model {
    @Override
    public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
      throw new ModelException(
          ModelException.Cause.NO_MODEL,
          why + "; and there is no cached answer to " + prompt.task() + " " + prompt.item());
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
