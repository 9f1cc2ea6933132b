package dev.claimbench;

import dev.claimbench.claim.UserError;
import dev.claimbench.model.Model;
import dev.claimbench.run.Cache;
import dev.claimbench.run.Call;
import dev.claimbench.run.Entry;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model at hand, to be asked from a program; {@link Claimbench#with} gives one.
 *
 * @param cache replies of earlier runs; empty asks everything
 * @param tries most tries a call
 */
public record Asking(Model model, Clock clock, Optional<Cache> cache, int tries) {
  private static final RunListener NOBODY =
      new RunListener() {
        @Override
        public void started(List<Workload> work) {}

        @Override
        public void asking(Call call) {}

        @Override
        public void answered(Call call, Entry entry) {}

        @Override
        public void retrying(Call call, String why) {}
      };

  /** Asks what has no answer in the cache. */
  public Asking withCache(Cache other) {
    return new Asking(model, clock, Optional.of(other), tries);
  }

  /**
   * Asks all that the plan says, into a temporary folder, which stays for {@code claimbench score}.
   *
   * @return with failed calls as they are: its scorecard says whether it is complete
   * @throws UserError where a reply cannot be kept, or the thread was interrupted
   */
  public RunFolder run(RunPlan plan) {
    try {
      return run(plan, Files.createTempDirectory("claimbench-run-"));
    } catch (IOException e) {
      throw new UserError("no temporary folder can be made (" + e.getMessage() + ")");
    }
  }

  /**
   * The same into a folder that is named; one of a stopped run goes on.
   *
   * @throws UserError where the folder holds another run
   */
  public RunFolder run(RunPlan plan, Path out) {
    String version = Asking.class.getPackage().getImplementationVersion();
    RunSettings settings =
        new RunSettings(
            version == null ? "dev" : version,
            Map.of("java", System.getProperty("java.version")),
            clock,
            tries,
            Duration.ofSeconds(1),
            OptionalInt.empty(),
            note -> {},
            cache);
    try {
      // Whether all was answered is in the folder, with why not.
      boolean unused = Claimbench.run(plan, model, out, settings, NOBODY);
    } catch (JournalException e) {
      throw new UserError(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(out + ": interrupted; the answers so far are safe");
    }
    return RunFolder.of(out, plan);
  }
}
