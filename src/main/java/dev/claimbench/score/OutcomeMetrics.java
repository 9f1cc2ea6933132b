package dev.claimbench.score;

import dev.claimbench.stats.Range;
import dev.claimbench.task.Answer;
import java.util.Optional;
import java.util.function.Function;

/** How calls ended. A failed call says nothing of the model and is in no share. */
final class OutcomeMetrics {
  private OutcomeMetrics() {}

  static Metric extract(String name, Class<?> outcome, String what, Better better) {
    return share(
        SumMetric.Items.ARTICLES,
        a -> a.result().answer(),
        "extract." + name,
        "share of extractions that " + what,
        outcome,
        better);
  }

  static Metric verify(String name, Class<?> outcome, String what, Better better) {
    return share(
        SumMetric.Items.VERDICTS,
        v -> v.result().answer(),
        "verify." + name,
        "share of verdicts that " + what,
        outcome,
        better);
  }

  private static <T> Metric share(
      SumMetric.Items<T> items,
      Function<T, Answer<?>> answer,
      String name,
      String description,
      Class<?> outcome,
      Better better) {
    return new SumMetric<>(
        items,
        name,
        description,
        "no call was answered",
        Range.UNIT,
        false,
        item ->
            Optional.of(answer.apply(item))
                .filter(ended -> !(ended instanceof Answer.Failed<?>))
                .map(ended -> new double[] {outcome.isInstance(ended) ? 1 : 0, 1}),
        s -> s[0] / s[1],
        s -> s[1],
        better);
  }
}
