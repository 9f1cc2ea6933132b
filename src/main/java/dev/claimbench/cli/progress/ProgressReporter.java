package dev.claimbench.cli.progress;

import dev.claimbench.run.RunListener;

/** Tells people or machines how far a run is. */
public interface ProgressReporter extends RunListener {
  /** All calls of the run. */
  int total();

  /** Something that is not progress. */
  void note(String text);

  /** Leaves the line, so that what follows starts on its own. */
  void end();

  /** What became of this model's calls: the line that stays. */
  void summary();
}
