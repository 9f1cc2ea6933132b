package dev.claimbench.cli;

import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.label.Relabel;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code claimbench corpus relabel}: a sheet for outsiders, and what came back of it. */
@Command(
    name = "relabel",
    header = "Makes a blinded sheet for outsiders, or scores one.",
    mixinStandardHelpOptions = true,
    description = "Makes a blinded sheet of 200 verdicts for outsiders, or scores a filled one.",
    footer = {"", "Example:", "  claimbench corpus relabel score eval/relabel/sheet-filled.csv"})
final class RelabelCommand extends CommandGroup {
  @ParentCommand private CorpusCommand corpus;

  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      description = "Writes the sheet; the same gold gives the same sheet.",
      footer = {"", "Example:", "  claimbench corpus relabel make sheet.csv"})
  int make(@Parameters(paramLabel = "FILE", description = "CSV file to write.") Path file) {
    if (Files.exists(file)) {
      throw new UserError(file + ": is there already and may hold labels; use another name");
    }
    AtomicFile.write(file, Relabel.sheet(corpus.read().gold()));
    out().println("wrote " + file);
    return ExitCode.OK;
  }

  @Command(
      name = "score",
      mixinStandardHelpOptions = true,
      description = "Agreement of a filled sheet with the gold.",
      footer = {"", "Example:", "  claimbench corpus relabel score sheet-filled.csv"})
  int score(@Parameters(paramLabel = "FILE", description = "The filled sheet.") Path file) {
    out().print(Relabel.score(corpus.read().gold(), file.toString(), TextFiles.read(file)));
    out().flush();
    return ExitCode.OK;
  }
}
