package dev.claimbench.score;

import dev.claimbench.align.Masking;
import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import dev.claimbench.stats.RankedScores;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One similarity's values on hand-labelled pairs, of the masked texts as {@link
 * dev.claimbench.align.Aligner} sees them. Positive is what may be paired ({@link
 * dev.claimbench.dataset.PairLabel#pairable}).
 */
public final class PairScores {
  private static final double LEVEL = 0.95;

  private final double[] values;
  private final boolean[] pairable;
  private final List<String> stories;
  private final int[] story;

  private PairScores(Similarity similarity, List<ClaimPair> pairs) {
    this.values =
        pairs.stream()
            .mapToDouble(p -> similarity.of(Masking.mask(p.a()), Masking.mask(p.b())))
            .toArray();
    this.pairable = new boolean[values.length];
    this.stories = pairs.stream().map(ClaimPair::story).distinct().toList();
    this.story = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      pairable[i] = pairs.get(i).label().pairable();
      story[i] = stories.indexOf(pairs.get(i).story());
    }
  }

  /**
   * Measures.
   *
   * @param pairs with at least one that may be paired and one that may not
   */
  public static PairScores compute(Similarity similarity, List<ClaimPair> pairs) {
    PairScores scores = new PairScores(similarity, pairs);
    long positive = scores.count(true, 0);
    if (positive == 0 || positive == pairs.size()) {
      throw new IllegalArgumentException(
          "needs pairs to be told apart, got " + positive + " pairable of " + pairs.size());
    }
    return scores;
  }

  /** How often a pairable pair is more alike than another one, in [0, 1]. */
  public double auroc() {
    return RankedScores.sort(values, pairable).auroc();
  }

  /** Over stories; empty with fewer than two. */
  public Optional<Interval> aurocInterval(Bootstrap bootstrap) {
    RankedScores ranked = RankedScores.sort(values, pairable);
    return bootstrap
        .estimate(stories.size(), w -> ranked.auroc(w, i -> story[i]), Range.UNIT)
        .map(e -> e.interval(LEVEL));
  }

  /** Of this AUROC minus the other's, on the same pairs. */
  public Optional<Interval> aurocOver(PairScores other, Bootstrap bootstrap) {
    RankedScores mine = RankedScores.sort(values, pairable);
    RankedScores theirs = RankedScores.sort(other.values, other.pairable);
    return bootstrap
        .estimate(
            stories.size(),
            w -> mine.auroc(w, i -> story[i]) - theirs.auroc(w, i -> story[i]),
            Range.SIGNED)
        .map(e -> e.interval(LEVEL));
  }

  /** Share of all pairs on the right side of τ. */
  public double accuracy(double tau) {
    return (count(true, tau) + negatives() - count(false, tau)) / (double) values.length;
  }

  /** Share of pairable pairs below τ. */
  public double missed(double tau) {
    return 1 - count(true, tau) / (double) count(true, 0);
  }

  /** Share of different pairs at τ or above. */
  public double wronglyPaired(double tau) {
    return count(false, tau) / (double) negatives();
  }

  /** Mean of both shares that are right, so that the mix of labels does not matter. */
  public double balancedAccuracy(double tau) {
    return 1 - (missed(tau) + wronglyPaired(tau)) / 2;
  }

  private long count(boolean positive, double tau) {
    return IntStream.range(0, values.length)
        .filter(i -> pairable[i] == positive && values[i] >= tau)
        .count();
  }

  private long negatives() {
    return values.length - count(true, 0);
  }
}
