package dev.claimbench.cli;

import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.run.Cache;
import dev.claimbench.run.CacheFiles;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench cache}: the answers that later runs need not ask for again. */
@Command(
    name = "cache",
    header = "Shows and prunes the cache of answers.",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and prunes the cache of answers: what was asked of the same weights, with the same",
      "prompt, schema and options, is not asked again. $CLAIMBENCH_CACHE names its folder."
    },
    footer = {"", "Example:", "  claimbench cache stats"})
public final class CacheCommand extends CommandGroup {
  private final Environment environment;

  CacheCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "Shows how many answers of which model there are.",
      footer = {"", "Example:", "  claimbench cache stats"})
  int stats() {
    Cache cache = cache();
    List<CacheFiles.Share> shares = CacheFiles.stats(cache);
    PrintWriter out = out();
    for (CacheFiles.Share share : shares) {
      out.printf(
          Locale.ROOT,
          "%8d answers %9s  not used since %s  %s%n",
          share.replies(),
          size(share.bytes()),
          share.oldestUse().atOffset(ZoneOffset.UTC).toLocalDate(),
          share.model());
    }
    out.printf(
        Locale.ROOT,
        "%8d answers %9s  in %s%n",
        shares.stream().mapToInt(CacheFiles.Share::replies).sum(),
        size(shares.stream().mapToLong(CacheFiles.Share::bytes).sum()),
        cache.folder());
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      description = "Deletes answers that were not used for a while.",
      footer = {"", "Example:", "  claimbench cache prune --days 30"})
  int prune(
      @Option(
              names = "--days",
              defaultValue = "90",
              description =
                  "Deletes answers unused for N days; 0 deletes all. Default: ${DEFAULT-VALUE}")
          int days) {
    if (days < 0) {
      throw new UserError("--days: expected 0 or more, got " + days);
    }
    // What was used this very second is not before now.
    Instant since =
        days == 0 ? Instant.MAX : environment.clock().instant().minus(Duration.ofDays(days));
    CacheFiles.Share deleted = CacheFiles.prune(cache(), since);
    PrintWriter out = out();
    out.printf(Locale.ROOT, "deleted: %d answers, %s%n", deleted.replies(), size(deleted.bytes()));
    out.flush();
    return ExitCode.OK;
  }

  private Cache cache() {
    return new Cache(environment.caches().replies());
  }

  private static String size(long bytes) {
    return Text.format("%.1f MB", bytes / 1e6);
  }
}
