package dev.claimbench;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
 * @param notes told what was wrong with a journal that goes on
 */
public record RunSettings(
    String tool,
    Map<String, String> environment,
    Clock clock,
    int tries,
    Duration firstDelay,
    OptionalInt concurrency,
    Consumer<String> notes) {}
