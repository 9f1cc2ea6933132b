package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.SimilarityOption;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.Shards;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench merge}: the parts of one run as one run. */
@Command(
    name = "merge",
    header = "Puts the shards of a run together.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts together what `run --shard` asked on several machines, and scores it: the same",
      "scores.json as of a run that was never split. Exit 6 where something has no answer."
    },
    footer = {
      "",
      "Example:",
      "  claimbench merge runs/shard-1 runs/shard-2 runs/shard-3 --out runs/all"
    })
final class MergeCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Run folders of all shards")
  private List<Path> parts = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the merged run")
  private Path out;

  @Option(names = "--details", description = "Prints every figure instead of the first screen")
  private boolean details;

  @Mixin private DataLocationOptions moved;

  private final Environment environment;

  MergeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Shards merged;
    try {
      merged = Shards.merge(parts, out);
    } catch (JournalException e) {
      throw new UserError(ExitCode.INCOMPLETE, e.getMessage());
    }
    merged.damage().forEach(err()::println);
    err()
        .printf(
            Locale.ROOT,
            "merged: %,d answers of %d folders%s%n",
            merged.answers(),
            parts.size(),
            merged.twice() == 0 ? "" : Text.format(", %,d of them given twice", merged.twice()));
    boolean complete =
        new ScorecardWriter(
                environment,
                moved.seeds(),
                moved.gold(),
                Optional.empty(),
                new SimilarityOption(),
                details,
                out())
            .show(List.of(out));
    if (!complete) {
      err()
          .println(
              "calls without an answer: give the shards' own commands again and merge into a new"
                  + " folder, or give that command without --shard and with --out "
                  + out);
    }
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }
}
