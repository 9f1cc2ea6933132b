package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The command line for tests of other packages: in this process, with a clock that is given. */
public final class CommandRunner {
  private CommandRunner() {}

  /** What a command line did. */
  public record Done(int code, String out, String err) {}

  /**
   * Runs one command line in the working folder, on no terminal.
   *
   * @param variables environment variables
   */
  public static Done run(Clock clock, Map<String, String> variables, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = run(clock, variables, out, err, words);
    return new Done(code, out.toString(), err.toString());
  }

  /** As {@link #run(Clock, Map, String...)}, with writers that can be read while it runs. */
  public static int run(
      Clock clock, Map<String, String> variables, Writer out, Writer err, String... words) {
    Environment environment =
        new Environment(clock, Path.of(""), variables, false, false, List.of(words));
    return Main.execute(environment, new PrintWriter(out, true), new PrintWriter(err, true), words);
  }
}
