package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Counts;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Made-up swaps whose true difference is known, independent of the code that is tested:
 * beta-binomial over stories, sized like the test stories of the gold set (60 to 72 verdicts and 18
 * to 24 gold claims a story).
 *
 * <p>A story has a difficulty for the baseline, p ~ Beta(mean, icc), and one for the candidate, q ~
 * Beta(p, how differently models take to stories). On each claim the candidate does as the baseline
 * did with probability {@code same}, else as a fresh coin of q: so E[q] = E[p]. A true loss turns
 * right answers into wrong ones with the probability that makes the wanted difference; a true gain
 * is the same with the roles exchanged.
 */
final class SwapSimulator {
  static final double ACCURACY = 0.75;
  static final double F1 = 0.6;
  private static final double STORY = 0.05;
  private static final double MODEL_BY_STORY = 0.02;
  private static final double SAME = 0.6;

  private final Random random;

  SwapSimulator(long seed) {
    this.random = new Random(seed);
  }

  /** Verdicts; rows {right, asked}. {@code difference} is candidate - baseline, in points of 1. */
  PairedMeasure verdicts(int stories, double difference, double margin) {
    List<double[]> better = new ArrayList<>();
    List<double[]> worse = new ArrayList<>();
    double turn = Math.abs(difference) / ACCURACY;
    for (int i = 0; i < stories; i++) {
      int n = 60 + random.nextInt(13);
      int[] right = story(n, ACCURACY, turn);
      better.add(new double[] {right[0], n});
      worse.add(new double[] {right[1], n});
    }
    return paired("verify.accuracy", margin, difference, better, worse, s -> s[0] / s[1]);
  }

  /**
   * Extraction; rows {tp, fp, fn} with as many predictions as gold claims, so that F1 is tp / n.
   */
  PairedMeasure extraction(int stories, double difference, double margin) {
    List<double[]> better = new ArrayList<>();
    List<double[]> worse = new ArrayList<>();
    double turn = Math.abs(difference) / F1;
    for (int i = 0; i < stories; i++) {
      int n = 18 + random.nextInt(7);
      int[] found = story(n, F1, turn);
      better.add(new double[] {found[0], n - found[0], n - found[0]});
      worse.add(new double[] {found[1], n - found[1], n - found[1]});
    }
    return paired("extract.f1", margin, difference, better, worse, s -> Counts.of(s).f1());
  }

  /** How many of n each of two models has right. */
  private int[] story(int n, double mean, double turn) {
    double p = beta(mean, STORY);
    double q = beta(p, MODEL_BY_STORY);
    int[] right = new int[2];
    for (int k = 0; k < n; k++) {
      boolean first = random.nextDouble() < p;
      boolean second = random.nextDouble() < SAME ? first : random.nextDouble() < q;
      right[0] += first ? 1 : 0;
      right[1] += second && !(random.nextDouble() < turn) ? 1 : 0;
    }
    return right;
  }

  /** With the given mean and intraclass correlation. */
  private double beta(double mean, double icc) {
    double size = (1 - icc) / icc;
    double m = Math.max(0.001, Math.min(0.999, mean));
    return BetaDistribution.of(m * size, (1 - m) * size)
        .inverseCumulativeProbability(random.nextDouble());
  }

  private PairedMeasure paired(
      String metric,
      double margin,
      double difference,
      List<double[]> better,
      List<double[]> worse,
      java.util.function.ToDoubleFunction<double[]> statistic) {
    // Which of two equal models is called the candidate is a coin's.
    boolean gain = difference == 0 ? random.nextBoolean() : difference > 0;
    return new PairedMeasure(
        metric,
        margin,
        Clusters.of(gain ? worse : better),
        Clusters.of(gain ? better : worse),
        statistic,
        Range.UNIT,
        ResamplingUnit.STORIES);
  }
}
