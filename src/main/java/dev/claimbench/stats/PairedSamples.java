package dev.claimbench.stats;

/** What paired samples must be. */
final class PairedSamples {
  private PairedSamples() {}

  static void check(int first, int second) {
    if (first != second) {
      throw new IllegalArgumentException(
          "pairs need two samples of one length, got " + first + " and " + second);
    }
    if (first == 0) {
      throw new IllegalArgumentException("pairs need at least one, got none");
    }
  }

  static void checkClusters(Clusters baseline, Clusters candidate) {
    if (baseline.count() != candidate.count()) {
      throw new IllegalArgumentException(
          "both need the same clusters, got " + baseline.count() + " and " + candidate.count());
    }
  }
}
