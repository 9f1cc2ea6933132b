package dev.claimbench.score;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Similarity;
import dev.claimbench.stats.Bootstrap;
import java.util.Optional;

/**
 * How to score: the same results and scoring give the same scorecard, bit for bit.
 *
 * @param tau least similarity of a pair, in [0, 1]
 * @param seed of the bootstrap
 * @param resamples of the bootstrap; 0 for no intervals
 */
public record Scoring(Similarity similarity, double tau, long seed, int resamples) {
  public static final int DEFAULT_RESAMPLES = 10_000;

  public Scoring {
    if (!(tau >= 0 && tau <= 1)) {
      throw new IllegalArgumentException("τ lies in 0 to 1, got " + tau);
    }
    if (resamples < 0 || resamples == 1) {
      throw new IllegalArgumentException("resamples are 0 or at least 2, got " + resamples);
    }
  }

  /** The documented similarity and τ. */
  public static Scoring standard(long seed) {
    return new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, seed, DEFAULT_RESAMPLES);
  }

  /** For all figures of a run; empty for no intervals. */
  public Optional<Bootstrap> bootstrap() {
    return resamples == 0 ? Optional.empty() : Optional.of(new Bootstrap(resamples, seed));
  }

  /** The same scores, faster. */
  public Scoring withoutIntervals() {
    return new Scoring(similarity, tau, seed, 0);
  }
}
