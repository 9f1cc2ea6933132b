package dev.claimbench.cli.options;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that prints where the command line says. */
public abstract class ConsoleCommand {
  @Spec private CommandSpec spec;

  protected final CommandSpec spec() {
    return spec;
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Prints as {@link String#format} says, the same in every country. */
  protected final void printf(String pattern, Object... values) {
    out().printf(Locale.ROOT, pattern, values);
  }

  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
