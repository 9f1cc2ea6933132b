package dev.claimbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What a command takes from outside: clock, variables, terminal, where the project's files are.
 *
 * @param home folder with {@code seeds}, {@code prompts} and {@code eval}
 * @param variables environment variables
 * @param terminalOut standard output is a terminal
 * @param terminalErr standard error is a terminal
 * @param arguments the command line as given, for the line that resumes
 */
record Environment(
    Clock clock,
    Path home,
    Map<String, String> variables,
    boolean terminalOut,
    boolean terminalErr,
    List<String> arguments) {

  static Environment ofProcess(Clock clock, String... args) {
    return new Environment(
        clock,
        Path.of(System.getProperty("claimbench.home", "")),
        System.getenv(),
        Boolean.getBoolean("claimbench.terminal.out"),
        Boolean.getBoolean("claimbench.terminal.err"),
        List.of(args));
  }

  /** A folder of the project: the working folder's own comes first. */
  Path folder(String name) {
    Path here = Path.of(name);
    return Files.exists(here) ? here : home.resolve(name);
  }

  /** Colours only on a terminal, and never against {@code NO_COLOR}. */
  boolean colors() {
    return terminalOut && variables.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
