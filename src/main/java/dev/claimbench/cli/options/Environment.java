package dev.claimbench.cli.options;

import dev.claimbench.model.catalogue.CacheFolders;
import dev.claimbench.run.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a command takes from outside: clock, variables, terminal, where the project's files are.
 *
 * @param home folder with {@code seeds}, {@code prompts} and {@code eval}
 * @param variables environment variables
 * @param terminalOut standard output is a terminal
 * @param terminalErr standard error is a terminal
 * @param arguments the command line as given, for the line that resumes
 */
public record Environment(
    Clock clock,
    Path home,
    Map<String, String> variables,
    boolean terminalOut,
    boolean terminalErr,
    List<String> arguments) {
  private static final int LEAST_COLUMNS = 10;
  private static final int USUAL_COLUMNS = 80;
  private static final int MOST_COLUMNS = 119;

  public static Environment ofProcess(Clock clock, String... args) {
    return new Environment(
        clock,
        Path.of(System.getProperty("claimbench.home", "")),
        System.getenv(),
        Boolean.getBoolean("claimbench.terminal.out"),
        Boolean.getBoolean("claimbench.terminal.err"),
        List.of(args));
  }

  /** Where the project's own files are. */
  public Home project() {
    return new Home(home);
  }

  /** Where this user's models and the replies of earlier runs are kept. */
  public CacheFolders caches() {
    return CacheFolders.ofUser(variables);
  }

  /** A folder of the project: the working folder's own comes first. */
  public Path folder(String name) {
    return project().find(name);
  }

  /**
   * The line that resumes what this one began; the launcher says what it was called as.
   *
   * @param more words that it needs beside those that were given
   */
  public String resume(String... more) {
    return "resume with: " + line(more);
  }

  /** The command line as it was given, with what is to be added. */
  public String line(String... more) {
    return program()
        + Stream.concat(arguments.stream(), Stream.of(more))
            .map(word -> " " + quoted(word))
            .collect(Collectors.joining());
  }

  /** How the program was started: what a printed command begins with. */
  public String program() {
    return quoted(variables.getOrDefault("CLAIMBENCH_COMMAND", "claimbench"));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Colours only on a terminal that knows them, and never against {@code NO_COLOR}. */
  public boolean colors() {
    return terminalOut && !isDumb() && variables.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * How many characters a line of standard error may have that is written over and over; empty
   * where none can be: no terminal, or one that knows no commands ({@code TERM=dumb}).
   */
  public OptionalInt progressWidth() {
    if (!terminalErr || isDumb()) {
      return OptionalInt.empty();
    }
    String columns = variables.getOrDefault("COLUMNS", "");
    int known = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
    // One less than fit: some terminals begin a new line as soon as the last column is written.
    return OptionalInt.of(
        Math.min(MOST_COLUMNS, known < LEAST_COLUMNS ? USUAL_COLUMNS : known) - 1);
  }

  private boolean isDumb() {
    return variables.getOrDefault("TERM", "").equals("dumb");
  }
}
