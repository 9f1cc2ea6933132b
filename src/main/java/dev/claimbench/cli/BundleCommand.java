package dev.claimbench.cli;

import dev.claimbench.RunBundle;
import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench bundle}: a run as one file, with all that its figures are derived from. */
@Command(
    name = "bundle",
    header = "Makes a run one file, and derives the figures of such a file again.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "A run as one file with the articles and labels that its figures are derived from.",
    subcommands = VerifyBundleCommand.class,
    footer = {
      "",
      "Examples:",
      "  claimbench bundle create runs/a --out a.zip",
      "  claimbench bundle verify a.zip"
    })
final class BundleCommand extends CommandGroup {
  private final Environment environment;

  BundleCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      name = "create",
      header = "Writes a run as one file.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Writes a run folder, its articles and its labels as one file, the same bytes each time.",
        "The run is scored first: `claimbench score`."
      },
      footer = {"", "Example: claimbench bundle create runs/a --out a.zip"})
  int create(
      @Parameters(paramLabel = "RUN", description = "Run folder") Path run,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              required = true,
              description = "The file to write")
          Path file,
      @Mixin DataLocationOptions moved) {
    JournalDamage.tell(List.of(run), err());
    RunBundle.write(run, moved.seeds(), moved.gold(), environment.home(), file);
    return ExitCode.OK;
  }
}
