package dev.claimbench;

import dev.claimbench.model.Model;
import dev.claimbench.run.Cache;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * A model at hand, to be asked from a program; {@link Claimbench#with} gives one.
 *
 * @param cache replies of earlier runs; empty asks everything
 * @param tries most tries a call
 */
public record RunBuilder(Model model, Clock clock, Optional<Cache> cache, int tries) {
  /** Asks what has no answer in the cache. */
  public RunBuilder withCache(Cache other) {
    return new RunBuilder(model, clock, Optional.of(other), tries);
  }

  /**
   * Asks all that the plan says, into a temporary folder, which stays for {@code claimbench score}.
   *
   * @return with failed calls as they are: its scorecard says whether it is complete
   * @throws UserError where a reply cannot be kept, or the thread was interrupted
   */
  public RunFolder run(RunPlan plan) {
    return run(plan, RunFolder.temporary());
  }

  /**
   * The same into a named folder; a stopped run in it is resumed.
   *
   * @throws UserError where the folder holds another run
   */
  public RunFolder run(RunPlan plan, Path out) {
    RunSettings settings = Claimbench.settings(clock, tries, cache);
    try {
      // Whether all was answered is in the folder, with why not.
      boolean unused = Claimbench.run(plan, model, out, settings, RunListener.NONE);
    } catch (JournalException e) {
      throw new UserError(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(out + ": interrupted; the answers so far are safe");
    }
    return RunFolder.read(out, plan);
  }
}
