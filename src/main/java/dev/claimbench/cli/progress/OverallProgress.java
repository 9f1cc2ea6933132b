package dev.claimbench.cli.progress;

import java.time.Duration;
import java.util.Optional;

/** The work of which a run is one stage. */
public interface OverallProgress {
  /** A run that stands for itself. */
  OverallProgress NONE =
      new OverallProgress() {
        @Override
        public Optional<String> place() {
          return Optional.empty();
        }

        @Override
        public Optional<Duration> after() {
          return Optional.empty();
        }
      };

  /** Which stage it is, as in {@code 2/6}. */
  Optional<String> place();

  /** How long the stages after it take; empty where there are none, and while nobody knows. */
  Optional<Duration> after();
}
