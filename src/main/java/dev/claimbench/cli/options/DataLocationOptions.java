package dev.claimbench.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the articles and the gold of runs are that are read back. */
public final class DataLocationOptions {
  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      description = "Folder of articles, if not where the run had them")
  private Optional<Path> seeds = Optional.empty();

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Folder with gold/ and verify/, if not what the run had")
  private Optional<Path> gold = Optional.empty();

  public Optional<Path> seeds() {
    return seeds;
  }

  public Optional<Path> gold() {
    return gold;
  }
}
