package dev.claimbench.cli.options;

import dev.claimbench.cli.progress.TerminalWriter;
import dev.claimbench.text.AtomicFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Text that a command writes into a file where one is named, and else to standard output. */
public final class TextOutput {
  private TextOutput() {}

  public static void write(CommandSpec spec, Optional<Path> file, String text) {
    if (file.isPresent()) {
      AtomicFile.write(file.get(), text);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      TerminalWriter.data(out, text);
      out.flush();
    }
  }
}
