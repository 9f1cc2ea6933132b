package dev.claimbench.score;

import dev.claimbench.stats.Range;
import dev.claimbench.task.Answer;
import java.util.Optional;

/** How calls ended. A failed call says nothing of the model and is in no share. */
final class OutcomeMetrics {
  private static final String WHY = "no call was answered";

  private OutcomeMetrics() {}

  static Metric extract(String name, Class<?> outcome, String what, Better better) {
    return new SumMetric<>(
        SumMetric.Items.ARTICLES,
        "extract." + name,
        "share of extractions that " + what,
        WHY,
        Range.UNIT,
        false,
        a -> row(a.result().answer(), outcome),
        s -> s[0] / s[1],
        s -> s[1],
        better);
  }

  static Metric verify(String name, Class<?> outcome, String what, Better better) {
    return new SumMetric<>(
        SumMetric.Items.VERDICTS,
        "verify." + name,
        "share of verdicts that " + what,
        WHY,
        Range.UNIT,
        false,
        v -> row(v.result().answer(), outcome),
        s -> s[0] / s[1],
        s -> s[1],
        better);
  }

  private static Optional<double[]> row(Answer<?> answer, Class<?> outcome) {
    return answer instanceof Answer.Failed<?>
        ? Optional.empty()
        : Optional.of(new double[] {outcome.isInstance(answer) ? 1 : 0, 1});
  }
}
