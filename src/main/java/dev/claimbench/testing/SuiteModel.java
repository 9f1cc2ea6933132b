package dev.claimbench.testing;

import dev.claimbench.Claimbench;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Revision;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.run.Cache;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The model of a suite: the real one where it is there, else what the cache remembers of it. */
final class SuiteModel {
  private static final Map<Named, Model> OPEN = new ConcurrentHashMap<>();

  private record Named(String model, String revision) {}

  private SuiteModel() {}

  /** {@code -Dclaimbench.cache=DIR}, else where the command line has it. */
  static Cache cache() {
    String own = System.getProperty("claimbench.cache", "");
    return own.isBlank() ? Cache.standard(variables(), home()) : new Cache(Path.of(own));
  }

  /**
   * Opens a model, or takes the one that is open; one that is not there is replaced by one that has
   * no answers, so that only what is cached is answered.
   *
   * @param skip whether the user wants a test skipped whose model is not there
   * @throws AssertionError where the cache has never seen it either
   * @throws org.opentest4j.TestAbortedException instead, where that is to be skipped
   */
  static Model open(String text, String revision, boolean skip) {
    ModelSpec spec = ModelSpec.parse(text);
    try {
      return OPEN.computeIfAbsent(new Named(text, revision), named -> opened(spec, revision));
    } catch (UserError e) {
      ModelInfo seen = cache().lastSeen(spec.text()).orElse(null);
      if (seen == null) {
        Undecided.unavailable(
            e.getMessage() + "; and there are no cached answers of it in " + cache().folder(),
            // A name that is wrong does not become right on another machine.
            skip && e.exitCode() == UserError.UNREACHABLE);
      }
      return new Absent(seen, e.getMessage());
    }
  }

  private static Model opened(ModelSpec spec, String revision) {
    Model model = Claimbench.open(spec, options());
    return revision.isEmpty() || spec.isRecorded() ? model : new Revision(model, revision);
  }

  /** Closes all that are open; one that is asked again is opened again. */
  static void closeAll() {
    for (Named named : List.copyOf(OPEN.keySet())) {
      Model model = OPEN.remove(named);
      if (model != null) {
        model.close();
      }
    }
  }

  private static ModelOptions options() {
    // A test downloads nothing.
    return ModelAccess.standard()
        .options(variables(), ModelFiles.standard(variables(), home()).present());
  }

  private static Map<String, String> variables() {
    return System.getenv();
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  /**
   * A model that is not there.
   *
   * @param why what opening it said
   */
  private record Absent(ModelInfo info, String why) implements Model {
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
