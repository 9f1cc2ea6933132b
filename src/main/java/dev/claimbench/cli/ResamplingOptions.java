package dev.claimbench.cli;

import picocli.CommandLine.Option;

/** What intervals are drawn with: the same seed gives the same figures. */
final class ResamplingOptions {
  @Option(
      names = "--seed",
      defaultValue = "" + RunOptions.SEED,
      description = "For resampling. Default: ${DEFAULT-VALUE}")
  private int seed;

  int seed() {
    return seed;
  }
}
