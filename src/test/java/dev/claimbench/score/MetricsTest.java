package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static List<String> names(Better better) {
    return Metrics.all().stream().filter(m -> m.better() == better).map(Metric::name).toList();
  }

  @Test
  void a_name_begins_with_the_task_and_is_there_once() {
    assertThat(Metrics.all()).allMatch(m -> m.name().startsWith(m.task().name() + "."));
    assertThat(Metrics.all()).extracting(Metric::name).doesNotHaveDuplicates();
  }

  @Test
  void less_of_what_goes_wrong_is_better() {
    assertThat(names(Better.LESS))
        .contains(
            "extract.contrary",
            "extract.madeUp",
            "extract.duplicates",
            "extract.furniture",
            "extract.hedge.distance",
            "extract.quotes.absent",
            "extract.invalid",
            "extract.truncated",
            "extract.refused",
            "verify.brier",
            "verify.ece",
            "verify.aurc",
            "verify.invalid",
            "verify.truncated",
            "verify.refused");
  }

  @Test
  void what_is_no_models_merit_is_neither() {
    assertThat(names(Better.NEITHER))
        .contains(
            "extract.claimsPer100Words",
            "extract.quotes.normalised",
            "extract.quotes.fuzzy",
            "verify.baseline.constant.macroF1",
            "verify.baseline.constant.accuracy",
            "verify.baseline.claimOnly.macroF1",
            "verify.baseline.claimOnly.accuracy",
            "verify.baseline.withoutArticle.macroF1",
            "verify.baseline.withoutArticle.accuracy");
    assertThat(names(Better.MORE)).contains("extract.f1", "verify.accuracy", "extract.valid");
  }

  /** As another jar's. */
  private record Named(String name) implements Metric {
    @Override
    public Task<?> task() {
      return Tasks.VERIFY;
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public void count(Details details, MetricSums sums) {}

    @Override
    public double figure(double[] sums) {
      return 0;
    }

    @Override
    public double size(double[] sums) {
      return 0;
    }

    @Override
    public String whyUnscored() {
      return "";
    }
  }

  @Test
  void a_name_that_does_not_begin_with_its_task_is_refused() {
    Metrics.requireTask(new Named("verify.mine"));
    assertThatThrownBy(() -> Metrics.requireTask(new Named("extract.mine")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the metric 'extract.mine' of dev.claimbench.score.MetricsTest$Named: its name must"
                + " begin with its task, verify.");
  }
}
