package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.compare.RunHistory.Entry;
import dev.claimbench.score.Score;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.stats.Interval;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private static final List<String> ACCURACY = List.of("verify.accuracy");

  private static Entry entry(String name, String started, Scores scores) {
    return new Entry(name, started, scores, Optional.empty());
  }

  private static Entry baseline(String name, String started, Scores scores) {
    return new Entry(name, started, scores, Optional.of(name));
  }

  @Test
  void runs_stand_in_the_order_they_were_started() {
    RunHistory history =
        RunHistory.compute(
            List.of(
                entry("late", "2026-03-01T00:00:00Z", SmallScores.of("b", 9, 9, 9, 9, 9)),
                entry("early", "2026-01-01T00:00:00Z", SmallScores.of("a", 5, 5, 5, 5, 5))),
            List.of(),
            ACCURACY,
            7);
    assertThat(history.series()).hasSize(1);
    assertThat(history.series().get(0).entries())
        .extracting(Entry::name)
        .containsExactly("early", "late");
    assertThat(history.series().get(0).curves().get(0).points())
        .extracting(p -> p.value().getAsDouble())
        .containsExactly(0.5, 0.9);
  }

  @Test
  void runs_on_other_labels_or_articles_are_a_series_of_their_own() {
    Scores one = SmallScores.of("a", 5, 5, 5, 5, 5);
    RunHistory history =
        RunHistory.compute(
            List.of(
                entry("other gold", "1", SmallScores.withGold(one, "newer")),
                entry("fewer stories", "2", SmallScores.of("a", 5, 5)),
                entry("one", "3", one),
                entry("two", "4", SmallScores.of("b", 6, 6, 6, 6, 6))),
            List.of(),
            ACCURACY,
            7);
    // The series with most runs comes first.
    assertThat(history.series())
        .extracting(s -> s.entries().stream().map(Entry::name).toList())
        .containsExactly(List.of("one", "two"), List.of("other gold"), List.of("fewer stories"));
  }

  @Test
  void a_baseline_stands_with_runs_that_were_asked_the_same_or_nowhere() {
    Scores run = SmallScores.of("a", 5, 5, 5, 5, 5);
    RunHistory history =
        RunHistory.compute(
            List.of(entry("run", "2", run)),
            List.of(
                baseline("production", "1", SmallScores.of("b", 6, 6, 6, 6, 6)),
                baseline("elsewhere", "3", SmallScores.of("b", 6, 6))),
            ACCURACY,
            7);
    assertThat(history.series()).hasSize(1);
    assertThat(history.series().get(0).entries())
        .extracting(Entry::name)
        .containsExactly("production", "run");
  }

  @Test
  void with_one_story_there_is_a_value_and_no_interval() {
    RunHistory history =
        RunHistory.compute(
            List.of(entry("run", "1", SmallScores.of("a", 5))), List.of(), ACCURACY, 7);
    RunHistory.Point point = history.series().get(0).curves().get(0).points().get(0);
    assertThat(point.value()).hasValue(0.5);
    assertThat(point.interval()).isEmpty();
  }

  @Test
  void a_figure_that_a_run_does_not_have_says_so() {
    RunHistory history =
        RunHistory.compute(
            List.of(entry("run", "1", SmallScores.of("a", 5, 5))),
            List.of(),
            List.of("verify.macroF1", "extract.f1"),
            7);
    // Nothing was extracted in any of them, so that figure has no curve.
    assertThat(history.series().get(0).curves())
        .extracting(RunHistory.Curve::metric)
        .containsExactly("verify.macroF1");
    assertThat(history.series().get(0).curves().get(0).points().get(0).why())
        .isEqualTo("has no such figure");
  }

  @Test
  void an_unknown_metric_names_the_nearest() {
    assertThatThrownBy(
            () ->
                RunHistory.compute(
                    List.of(entry("run", "1", SmallScores.of("a", 5))),
                    List.of(),
                    List.of("verify.acuracy"),
                    7))
        .isInstanceOf(UserError.class)
        .hasMessage("no metric is named 'verify.acuracy'; nearest valid: 'verify.accuracy'");
  }

  @Test
  void the_interval_is_that_of_the_scorecard() {
    RunFolder run =
        RunFolder.read(
            Path.of("eval", "recorded", "smollm2-135m"), Optional.empty(), Optional.empty());
    Scorecard card = Claimbench.score(run, Scoring.standard(7));
    Interval expected = ((Score.Scored) card.score("verify.accuracy")).interval().orElseThrow();
    RunHistory history =
        RunHistory.compute(
            List.of(entry("run", "1", Claimbench.scores(run))), List.of(), ACCURACY, 7);
    assertThat(history.series().get(0).curves().get(0).points().get(0).interval())
        .contains(expected);
  }
}
