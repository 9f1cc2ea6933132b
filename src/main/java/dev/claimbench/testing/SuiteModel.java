package dev.claimbench.testing;

import dev.claimbench.Claimbench;
import dev.claimbench.claim.UserError;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Revision;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.run.Cache;
import java.nio.file.Path;
import java.util.Map;

/** The model of a suite: the real one where it is there, else what the cache remembers of it. */
final class SuiteModel {
  private static final int CONTEXT = 8192;

  private SuiteModel() {}

  /** {@code -Dclaimbench.cache=DIR}, else where the command line has it. */
  static Cache cache() {
    String own = System.getProperty("claimbench.cache", "");
    return own.isBlank() ? Cache.standard(variables(), home()) : new Cache(Path.of(own));
  }

  /**
   * Opens a model; one that is not there is replaced by one that has no answers, so that only what
   * is cached is answered.
   *
   * @throws org.opentest4j.TestAbortedException where the cache has never seen it either
   */
  static Model open(String text, String revision) {
    ModelSpec spec = ModelSpec.parse(text);
    if (spec.isRecorded()) {
      return Claimbench.open(spec, options());
    }
    try {
      Model model = Claimbench.open(spec, options());
      return revision.isEmpty() ? model : new Revision(model, revision);
    } catch (UserError e) {
      ModelInfo seen = cache().lastSeen(spec.text()).orElse(null);
      if (seen == null) {
        Undecided.abort(
            e.getMessage() + "; and there are no cached answers of it in " + cache().folder());
      }
      return new Absent(seen, e.getMessage());
    }
  }

  private static ModelOptions options() {
    // A test downloads nothing.
    return new ModelOptions(
        CONTEXT,
        Runtime.getRuntime().availableProcessors(),
        variables()::get,
        ModelFiles.standard(variables(), home()).present());
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
