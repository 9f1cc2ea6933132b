package dev.claimbench.score;

import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;

/**
 * Area under the curve of risk and coverage ({@link RiskCoverage}), of the verdicts that the other
 * figures of probabilities are about. A sum over verdicts, because a wrong one adds a weight that
 * follows from its place alone. The interval keeps each verdict's weight.
 */
final class SelectiveMetric implements Metric {
  @Override
  public String name() {
    return "verify.aurc";
  }

  @Override
  public Task<?> task() {
    return Tasks.VERIFY;
  }

  @Override
  public String description() {
    return "mean share of wrong verdicts among the surest, over all shares kept (AURC), less is"
        + " better (in random order: 1 − accuracy)";
  }

  @Override
  public Better better() {
    return Better.LESS;
  }

  @Override
  public void count(Details details, MetricSums sums) {
    double[] weights = RiskCoverage.weights(Calibration.Sure.of(details.verdicts()).confidence());
    if (weights.length == 0) {
      return;
    }
    int i = 0;
    for (VerdictDetail v : details.verdicts()) {
      if (Calibration.hasProbabilities(v)) {
        add(sums, v.claim().story(), v.claim().family(), v.right(), weights[i++]);
      }
    }
  }

  /**
   * Adds one verdict.
   *
   * @param weight of its place among all verdicts of the run
   */
  static void add(MetricSums sums, String story, String family, boolean isRight, double weight) {
    sums.add(story, family, isRight ? 0 : weight, weight, 1);
  }

  @Override
  public double size(double[] sums) {
    return sums[2];
  }

  @Override
  public String whyUnscored() {
    return Calibration.NONE;
  }
}
