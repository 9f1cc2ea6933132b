package example;

import static dev.claimbench.testing.ClaimbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.RunFolder;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.report.formats.ReportFormats;
import dev.claimbench.task.Tasks;
import dev.claimbench.testing.Suite;
import dev.claimbench.text.UserError;
import org.junit.jupiter.api.Test;

/** The jar on a class path: by name, as what comes with Claimbench. */
class OwnRuntimeTest {
  private static final String NEWS = "../regression-suite/news/";

  @Test
  void the_runtime_the_metric_the_task_and_the_report_are_found_by_their_names() {
    RunFolder run = Suite.of("overlap/0.6", NEWS + "seeds", NEWS + "eval").run();
    assertThat(run)
        .isComplete()
        .hasNoInvalidAnswers()
        .hasObservedAtLeast("extract.grounded", 1)
        .hasObservedAtLeast("extract.wordsPerClaim", 5);
    assertThat(Tasks.named("headline")).isInstanceOf(Headline.class);
    assertThat(ReportFormats.named("tap")).isInstanceOf(TapReport.class);
  }

  @Test
  void what_the_runtime_cannot_take_is_the_users_mistake() {
    ModelSpec spec = ModelSpec.parse("overlap/much");
    assertThatThrownBy(() -> spec.runtime().open(spec, null))
        .isInstanceOf(UserError.class)
        .hasMessage("overlap/much: expected a share of words from 0 to 1, such as overlap/0.6");
  }
}
