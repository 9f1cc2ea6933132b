package dev.claimbench.score;

import static dev.claimbench.align.Claims.claim;
import static dev.claimbench.align.Claims.must;
import static dev.claimbench.score.Samples.extract;
import static dev.claimbench.score.Samples.gold;
import static dev.claimbench.score.Samples.parsed;
import static dev.claimbench.score.Samples.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  @Test
  void every_metric_has_a_name_of_its_own_and_one_line_of_description() {
    assertThat(Metrics.all().stream().map(Metric::name)).doesNotHaveDuplicates();
    for (Metric metric : Metrics.all()) {
      assertThat(metric.name())
          .matches("(" + String.join("|", Tasks.usual()) + ")(\\.[a-zA-Z0-9]+)+");
      assertThat(metric.description()).isNotBlank().doesNotContain("\n");
      assertThat(metric.whyUnscored()).isNotBlank();
    }
    assertThat(Metrics.named("extract.f1")).isPresent();
    assertThat(Metrics.named("extract.f2")).isEmpty();
  }

  @Test
  void nothing_at_all_scores_nothing() {
    Scorecard card =
        Scorecard.compute(new Results(List.of(), List.of(), List.of()), Scoring.standard(1));
    assertThat(card.figures()).allMatch(f -> f.score() instanceof Score.Unscored);
    assertThat(card.outcomes()).isEmpty();
    assertThatThrownBy(() -> card.score("extract.f2")).hasMessageContaining("extract.f2");
  }

  @Test
  void the_order_of_results_changes_no_bit() {
    List<ExtractResult> extract = new ArrayList<>();
    List<VerifyResult> verify = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 12; i++) {
      String text = "The tram line " + (char) ('a' + i) + " opened";
      extract.add(
          extract(
              "s" + i / 2 + "-" + i,
              List.of(must(text), must("Ferries sank")),
              parsed(random.nextBoolean() ? List.of(claim(text)) : List.of(claim("No idea")))));
      verify.add(
          verify(
              gold("s" + i / 2, "" + i, "f", "s" + i / 2 + "-" + i, VerdictDetail.ORDER.get(i % 3)),
              VerdictDetail.ORDER.get(random.nextInt(3))));
    }
    Scorecard one = Scorecard.compute(new Results(extract, verify, List.of()), Samples.QUICK);
    Collections.shuffle(extract, random);
    Collections.shuffle(verify, random);
    Scorecard two = Scorecard.compute(new Results(extract, verify, List.of()), Samples.QUICK);
    assertThat(two).isEqualTo(one);
  }

  @Test
  void verdicts_alone_are_marked_by_their_own_stories() {
    List<VerifyResult> verify = new ArrayList<>();
    for (int s = 0; s < 5; s++) {
      verify.add(verify(gold("s" + s, "1", "f", "s" + s + "-a", Verdict.REFUTED), Verdict.REFUTED));
    }
    Results five = new Results(List.of(), verify, List.of());
    assertThat(Scorecard.compute(five, Samples.QUICK).mark()).isEmpty();
    Results four = new Results(List.of(), verify.subList(0, 4), List.of());
    assertThat(Scorecard.compute(four, Samples.QUICK).mark()).isEqualTo("within this story only");
  }

  @Test
  void one_failed_verdict_takes_the_headline_of_both_tasks() {
    Results results =
        new Results(
            List.of(extract("a", List.of(must("x y")), parsed(List.of(claim("x y"))))),
            List.of(verify(gold("s", "1", "f", "s-a", Verdict.REFUTED), Samples.failed())),
            List.of());
    Scorecard card = Scorecard.compute(results, Samples.QUICK);
    assertThat(card.complete()).isFalse();
    assertThat(card.score("extract.f1"))
        .isEqualTo(new Score.Unscored("run is incomplete: 1 of 2 calls failed"));
    assertThat(card.confusion().get(1)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void usage_is_added_up_by_task_and_unknown_counts_are_no_zeros() {
    Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
    Optional<Duration> two = Optional.of(Duration.ofSeconds(2));
    Duration four = Duration.ofSeconds(4);
    Results results =
        new Results(
            List.of(),
            List.of(),
            List.of(
                new Usage("extract", "a", "Parsed", 100, 40, second, two, four, 1),
                new Usage("extract", "b", "Parsed", 300, 20, second, two, four, 3),
                new Usage("extract", "c", "Failed", -1, -1, second, two, four, 2),
                new Usage("verify", "d", "Parsed", -1, 6, Optional.empty(), two, four, 1)));
    Scorecard card = Scorecard.compute(results, Samples.QUICK);
    // 400 tokens in 2 s; 60 in 4 s; 60 in 8 s by the clock
    assertThat(card.usage().get("extract"))
        .isEqualTo(
            new UsageTotal(
                3,
                0,
                400,
                60,
                1,
                0,
                0,
                Duration.ZERO,
                Duration.ofSeconds(12),
                four,
                four,
                3,
                OptionalDouble.of(200),
                OptionalDouble.of(15),
                OptionalDouble.of(7.5)));
    assertThat(card.usage().get("verify").promptTokensPerSecond()).isEmpty();
  }

  @Test
  void what_cannot_be_is_rejected() {
    assertThatThrownBy(() -> new Score.Scored(Double.NaN, Optional.empty(), 3))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Scoring(Samples.QUICK.similarity(), 2, 1, 10))
        .hasMessageContaining("got 2.0");
    assertThatThrownBy(() -> new Scoring(Samples.QUICK.similarity(), 0.5, 1, 1))
        .hasMessageContaining("got 1");
    assertThatThrownBy(
            () ->
                new Usage(
                    "t", "i", "Parsed", 1, 1, Optional.empty(), Optional.empty(), Duration.ZERO, 0))
        .hasMessageContaining("0 tries");
    MetricSums sums = new MetricSums();
    sums.add("s", "a", 1, 2);
    assertThatThrownBy(() -> sums.add("s", "a", 1)).hasMessageContaining("expected 2");
  }
}
