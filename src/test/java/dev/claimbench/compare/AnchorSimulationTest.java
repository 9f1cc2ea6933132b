package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Range;
import dev.claimbench.stats.SignFlip;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Ten candidates one after the other, each truly a little worse than the model in use; what is
 * accepted becomes the model in use. With and without an anchor. docs/GATE.md has the figures of
 * the long one:
 *
 * <pre>mvn test -Dtest=AnchorSimulationTest -Dclaimbench.simulation=true</pre>
 */
class AnchorSimulationTest {
  private static final int STORIES = 23;
  private static final int CANDIDATES = 10;
  private static final double ACCURACY = 0.75;
  private static final double MARGIN = 0.05;
  private static final double TOTAL = 0.08;
  private static final double SAME = 0.6;

  /**
   * A model on the test stories.
   *
   * @param accuracy over all stories that there could be
   * @param rates how often it is right in each of these
   * @param right its answers, by story
   */
  @SuppressWarnings("ArrayRecordComponent") // a simulation's own numbers, never compared
  private record Model(double accuracy, double[] rates, boolean[][] right) {
    Clusters rows() {
      List<double[]> rows = new ArrayList<>();
      for (boolean[] story : right) {
        int n = 0;
        for (boolean r : story) {
          n += r ? 1 : 0;
        }
        rows.add(new double[] {n, story.length});
      }
      return Clusters.of(rows);
    }
  }

  /**
   * What became of ten candidates, on average.
   *
   * @param accepted how many
   * @param lost true accuracy of the first model less that of the last
   * @param tooMuch share of the runs in which more than the total margin was lost
   */
  private record Outcome(double accepted, double lost, double tooMuch) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f of 10 accepted, %.3f lost, more than %.2f in %.1f%%",
          accepted,
          lost,
          TOTAL,
          100 * tooMuch);
    }
  }

  private static Model first(Random random) {
    double[] rates = new double[STORIES];
    boolean[][] right = new boolean[STORIES][];
    for (int s = 0; s < STORIES; s++) {
      rates[s] = beta(random, ACCURACY, 0.05);
      right[s] = new boolean[60 + random.nextInt(13)];
      for (int k = 0; k < right[s].length; k++) {
        right[s][k] = random.nextDouble() < rates[s];
      }
    }
    return new Model(ACCURACY, rates, right);
  }

  private static Model next(Random random, Model from, double loss) {
    double turn = loss / from.accuracy;
    double[] rates = new double[STORIES];
    boolean[][] right = new boolean[STORIES][];
    for (int s = 0; s < STORIES; s++) {
      double own = beta(random, from.rates[s], 0.02);
      rates[s] = (SAME * from.rates[s] + (1 - SAME) * own) * (1 - turn);
      right[s] = new boolean[from.right[s].length];
      for (int k = 0; k < right[s].length; k++) {
        boolean answer = random.nextDouble() < SAME ? from.right[s][k] : random.nextDouble() < own;
        right[s][k] = answer && !(random.nextDouble() < turn);
      }
    }
    return new Model(from.accuracy - loss, rates, right);
  }

  private static double beta(Random random, double mean, double icc) {
    double size = (1 - icc) / icc;
    double m = Math.max(0.001, Math.min(0.999, mean));
    return BetaDistribution.of(m * size, (1 - m) * size)
        .inverseCumulativeProbability(random.nextDouble());
  }

  private static PairedMeasure pair(Model before, Model now, double margin) {
    return new PairedMeasure(
        "verify.accuracy",
        margin,
        before.rows(),
        now.rows(),
        s -> s[0] / s[1],
        Range.UNIT,
        ResamplingUnit.STORIES);
  }

  private static Outcome simulate(long seed, int replicates, double loss, boolean anchored) {
    Random random = new Random(seed);
    Differences statistics =
        new Differences(0.05, new Bootstrap(400, seed), new SignFlip(10, 999, seed));
    int accepted = 0;
    double lost = 0;
    int tooMuch = 0;
    for (int r = 0; r < replicates; r++) {
      Model anchor = first(random);
      Model inUse = anchor;
      for (int c = 0; c < CANDIDATES; c++) {
        Model candidate = next(random, inUse, loss);
        List<PairedMeasure> pairs = new ArrayList<>();
        pairs.add(pair(inUse, candidate, MARGIN));
        if (anchored) {
          pairs.add(pair(anchor, candidate, TOTAL));
        }
        if (DecisionTally.decide(statistics.of(pairs)) instanceof Decision.Accept) {
          inUse = candidate;
          accepted++;
        }
      }
      double gone = ACCURACY - inUse.accuracy;
      lost += gone;
      // Sums of hundredths differ in their last digit.
      tooMuch += gone > TOTAL + 1e-9 ? 1 : 0;
    }
    double n = replicates;
    return new Outcome(accepted / n, lost / n, tooMuch / n);
  }

  @Test
  void an_anchor_keeps_small_losses_from_adding_up() {
    Outcome without = simulate(1, 60, 0.02, false);
    Outcome with = simulate(1, 60, 0.02, true);
    assertThat(without.tooMuch()).as(without.toString()).isGreaterThan(0.2);
    // Each of ten may pass wrongly in 5%, and one that did is the last but for another such.
    assertThat(with.tooMuch()).as(with.toString()).isLessThan(without.tooMuch() / 2);
    assertThat(with.lost()).as(with.toString()).isLessThan(without.lost());
  }

  @Test
  @Tag("simulation")
  @EnabledIfSystemProperty(
      named = "claimbench.simulation",
      matches = "true",
      disabledReason = "takes minutes; -Dclaimbench.simulation=true runs it")
  void figures_for_the_documentation() {
    for (double loss : new double[] {0, 0.01, 0.02, 0.03}) {
      for (boolean anchored : new boolean[] {false, true}) {
        Outcome outcome = simulate(1, 500, loss, anchored);
        System.out.printf(
            Locale.ROOT,
            "each %.2f worse, %s: %s%n",
            loss,
            anchored ? "anchor" : "no anchor",
            outcome);
        if (anchored) {
          assertThat(outcome.tooMuch()).isLessThan(0.25);
        }
      }
    }
  }
}
