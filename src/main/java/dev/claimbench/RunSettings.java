package dev.claimbench;

import dev.claimbench.run.Cache;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a run is carried out; nothing of it changes an answer.
 *
 * @param tool version of Claimbench, for the manifest
 * @param environment hardware, operating system, Java, commit of the working folder
 * @param tries most tries a call
 * @param firstDelay wait before the second try
 * @param concurrency calls in flight at a time; empty learns it from the server
 * @param notes receives what was wrong with a resumed journal, and what is not cached
 * @param cache replies of earlier runs; empty asks everything
 */
public record RunSettings(
    String tool,
    Map<String, String> environment,
    Clock clock,
    int tries,
    Duration firstDelay,
    OptionalInt concurrency,
    Consumer<String> notes,
    Optional<Cache> cache) {
  /** The same with other notes. */
  public RunSettings withNotes(Consumer<String> other) {
    return new RunSettings(tool, environment, clock, tries, firstDelay, concurrency, other, cache);
  }

  /** Without a cache. */
  public RunSettings(
      String tool,
      Map<String, String> environment,
      Clock clock,
      int tries,
      Duration firstDelay,
      OptionalInt concurrency,
      Consumer<String> notes) {
    this(tool, environment, clock, tries, firstDelay, concurrency, notes, Optional.empty());
  }
}
