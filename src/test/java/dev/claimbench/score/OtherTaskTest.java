package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.GoldSet;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A third task is scored by its metrics alone: no list, switch or literal elsewhere knows it. */
class OtherTaskTest {
  /** Article → headline. */
  private record Headline() implements Task<String> {
    @Override
    public PromptKind prompt() {
      return new PromptKind("headline", List.of(PromptKind.ARTICLE));
    }

    @Override
    public AnswerReader<String> reader() {
      return new AnswerReader<>(tree -> tree.path("headline").asText());
    }
  }

  private static final Task<String> HEADLINE = new Headline();

  private static final Metric SHORT =
      SumMetric.share(
          SumMetric.Items.of(HEADLINE),
          "headline.short",
          "share of headlines of at most three words",
          "no headlines",
          r ->
              r.value(String.class)
                  .map(line -> new double[] {line.split(" ").length <= 3 ? 1 : 0, 1}));

  private static TaskResult headline(String article, Answer<String> answer) {
    return new TaskResult(HEADLINE, Samples.article(article), article, 1, answer);
  }

  private static Scorecard scored(TaskResult... results) {
    return Scorecard.compute(
        new Results(List.of(), List.of(), List.of(), List.of(), List.of(results)),
        Samples.QUICK,
        List.of(SHORT),
        GoldSet.empty());
  }

  @Test
  void its_metric_counts_from_its_results_and_its_outcomes_are_told() {
    Scorecard card =
        scored(
            headline("a", Samples.parsed("Line opens")),
            headline("b", Samples.parsed("The new line has opened at last")),
            headline("c", Samples.invalid()));
    // One of the two valid headlines is short; an invalid answer has none.
    assertThat(card.score("headline.short"))
        .isInstanceOfSatisfying(
            Score.Scored.class,
            s -> {
              assertThat(s.value()).isEqualTo(0.5);
              assertThat(s.n()).isEqualTo(2);
            });
    assertThat(card.figure("headline.short").unit()).isEqualTo(ResamplingUnit.ARTICLES);
    assertThat(card.outcomes().get("headline")).isEqualTo(new Outcomes(2, 1, 0, 0, 0, 0));
    assertThat(card.complete()).isTrue();
  }

  @Test
  void a_call_of_it_that_failed_makes_the_run_incomplete() {
    Scorecard card =
        scored(headline("a", Samples.parsed("Line opens")), headline("b", Samples.failed()));
    assertThat(card.complete()).isFalse();
    assertThat(card.score("headline.short"))
        .isEqualTo(new Score.Unscored("run is incomplete: 1 of 2 calls failed"));
  }
}
