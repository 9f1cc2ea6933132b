package dev.claimbench.score;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Brier;
import dev.claimbench.stats.Ece;
import dev.claimbench.stats.Range;
import dev.claimbench.stats.RiskCoverage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a model's probabilities are from what came true, of valid answers with probabilities and
 * undisputed labels only: no answer has no probability.
 */
final class Calibration {
  /** As in Guo et al. (2017) and the published figures of most models since. */
  static final int BINS = 10;

  /** Points of the curve of risk and coverage. */
  private static final int STEPS = 20;

  /** Numbers a bin: items, summed confidence, how many are right. */
  private static final int EACH = 3;

  static final String NONE = "the runtime tells no probabilities";

  private Calibration() {}

  /** Brier's score over the three verdicts, in [0, 2]; see {@link Brier}. */
  static Metric brier() {
    return new SumMetric<>(
        SumMetric.Items.VERDICTS,
        "verify.brier",
        "Brier score of the verdicts' probabilities, 0 to 2, less is better (always a third each:"
            + " 0.667)",
        NONE,
        new Range(0, 2),
        true,
        v -> probabilities(v).map(p -> new double[] {brier(p, v.gold().label()), 1}),
        s -> s[0] / s[1],
        s -> s[1],
        Better.LESS);
  }

  /** Of the probability of the verdict given against whether it is right; see {@link Ece}. */
  static Metric ece() {
    return new SumMetric<>(
        SumMetric.Items.VERDICTS,
        "verify.ece",
        "expected calibration error of the given verdict's probability, 10 bins, less is better",
        NONE,
        Range.UNIT,
        true,
        v -> probabilities(v).map(p -> bin(confidence(v, p), v.right())),
        Calibration::ece,
        s -> items(s),
        Better.LESS);
  }

  /** The bars of a reliability diagram, all {@value #BINS}; empty where there are none. */
  static List<Ece.Bin> reliability(Sure sure) {
    return sure.right.length == 0 ? List.of() : Ece.bins(sure.confidence, sure.right, BINS);
  }

  /**
   * Accuracy among the surest, at {@value #STEPS} shares kept; empty where there are none. A
   * verdict asked several times is in it as often.
   */
  static List<RiskCoverage.Point> riskCoverage(Sure sure) {
    return sure.right.length == 0
        ? List.of()
        : RiskCoverage.curve(sure.confidence, sure.right, STEPS);
  }

  /** Whether the figures of this class are about it. */
  static boolean hasProbabilities(VerdictDetail verdict) {
    return probabilities(verdict).isPresent();
  }

  /**
   * Those with probabilities, as numbers: of a large run they are not held.
   *
   * @param confidence the probability of the verdict given
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers to compute with, never compared
  record Sure(double[] confidence, boolean[] right) {
    static Sure of(List<VerdictDetail> verdicts) {
      double[] confidence = new double[verdicts.size()];
      boolean[] right = new boolean[verdicts.size()];
      int n = 0;
      for (VerdictDetail v : verdicts) {
        if (hasProbabilities(v)) {
          confidence[n] = Calibration.confidence(v, probabilities(v).orElseThrow());
          right[n++] = v.right();
        }
      }
      return new Sure(Arrays.copyOf(confidence, n), Arrays.copyOf(right, n));
    }
  }

  private static Optional<Map<Verdict, Double>> probabilities(VerdictDetail v) {
    return v.gold().disputed() ? Optional.empty() : v.probabilities();
  }

  private static double confidence(VerdictDetail v, Map<Verdict, Double> p) {
    return p.getOrDefault(v.predicted().orElseThrow(), 0.0);
  }

  private static double brier(Map<Verdict, Double> p, Verdict gold) {
    double[] row = new double[VerdictDetail.ORDER.size()];
    for (int k = 0; k < row.length; k++) {
      row[k] = p.getOrDefault(VerdictDetail.ORDER.get(k), 0.0);
    }
    return Brier.compute(new double[][] {row}, new int[] {VerdictDetail.ORDER.indexOf(gold)});
  }

  private static double[] bin(double confidence, boolean right) {
    List<Ece.Bin> bins = Ece.bins(new double[] {confidence}, new boolean[] {right}, BINS);
    double[] row = new double[BINS * EACH];
    for (int b = 0; b < BINS; b++) {
      if (bins.get(b).items() > 0) {
        row[b * EACH] = 1;
        row[b * EACH + 1] = confidence;
        row[b * EACH + 2] = right ? 1 : 0;
      }
    }
    return row;
  }

  private static double ece(double[] sums) {
    double distance = 0;
    for (int b = 0; b < BINS; b++) {
      distance += Math.abs(sums[b * EACH + 1] - sums[b * EACH + 2]);
    }
    return distance / items(sums);
  }

  private static double items(double[] sums) {
    double items = 0;
    for (int b = 0; b < BINS; b++) {
      items += sums[b * EACH];
    }
    return items;
  }
}
