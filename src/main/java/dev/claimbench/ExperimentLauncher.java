package dev.claimbench;

import dev.claimbench.run.Experiment;

/** Runs experiments; {@link ExperimentRunner} in a program, the command line with progress. */
@FunctionalInterface
public interface ExperimentLauncher {
  /**
   * Runs one; a folder of a stopped run is resumed. Leaves its times in the folder, as {@code
   * timings.json}.
   *
   * @return the run, complete; where it is not, this throws
   */
  RunFolder run(Experiment experiment);

  /** One that was planned and has turned out to be needless. */
  default void skip(Experiment experiment) {}

  /** Something that a user can go on with while the rest is asked, in one sentence. */
  default void tell(String news) {}
}
