package dev.claimbench.cli.options;

import java.util.List;
import picocli.CommandLine.ParameterException;

/** A command that does nothing without one of its own commands after it. */
public abstract class CommandGroup extends ConsoleCommand implements Runnable {
  @Override
  public final void run() {
    List<String> names = List.copyOf(spec().subcommands().keySet());
    int last = names.size() - 1;
    throw new ParameterException(
        spec().commandLine(),
        spec().name()
            + ": expected "
            + (last > 0 ? String.join(", ", names.subList(0, last)) + " or " : "")
            + names.get(last)
            + " after it");
  }
}
