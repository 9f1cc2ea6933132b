package dev.claimbench.testing;

import static dev.claimbench.testing.ClaimbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.RunFolder;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RunAssertTest {
  @TempDir Path dir;

  @AfterEach
  void lenient() {
    System.clearProperty("claimbench.strict");
  }

  @Test
  void what_holds_passes_and_goes_on() {
    RunFolder run = new World(dir, 6).run("good", 4);
    assertThat(run)
        .isComplete()
        .hasNoInvalidAnswers()
        .hasNoTruncatedAnswers()
        .hasNoRefusedAnswers()
        .hasObservedRecallAtLeast(1)
        .hasObservedPrecisionAtLeast(1)
        .hasObservedAccuracyAtLeast(1)
        .hasObservedAtLeast("extract.grounded", 1)
        .hasObservedAtMost("extract.contrary", 0);
  }

  @Test
  void at_least_asks_the_lower_bound_and_observed_the_figure() {
    RunFolder run = new World(dir, 6).run("good", 4);
    // Six stories of six perfect: 0.05^(1/6) = 0.607.
    assertThat(run).hasRecallAtLeast(0.6).hasAccuracyAtLeast(0.6).hasPrecisionAtLeast(0.6);
    assertThatThrownBy(() -> assertThat(run).hasRecallAtLeast(0.7))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "ollama/good in %s:\n  expected extract.recall of 0.700 or more, got 0.607 (one-sided 95%% lower bound): value 1.000, 95%% interval 0.541 to 1.000, n 6"
                .formatted(run.folder()));
  }

  @Test
  void a_failure_shows_value_interval_n_and_the_three_worst_claims() {
    RunFolder run = new World(dir, 6).run("poor", 2);
    assertThatThrownBy(() -> assertThat(run).hasObservedAccuracyAtLeast(0.75))
        .hasMessage(
            """
            ollama/poor in %s:
              expected an observed verify.accuracy of 0.750 or more, got 0.500: value 0.500, 95%% interval 0.500 to 0.500, n 24
              the worst 3 of 12 wrong:
                verify s0/v2@a0: expected SUPPORTED, got REFUTED: Bridge number 2 of town 0 is open.
                  article: “Bridge number 2 of town 0 is open.”
                verify s0/v3@a0: expected SUPPORTED, got REFUTED: Bridge number 3 of town 0 is open.
                  article: “Bridge number 3 of town 0 is open.”
                verify s1/v2@a1: expected SUPPORTED, got REFUTED: Bridge number 2 of town 1 is open.
                  article: “Bridge number 2 of town 1 is open.”
              step by step: claimbench score %s --explain s0/v2@a0\
            """
                .formatted(run.folder(), run.folder()));
  }

  @Test
  void not_worse_than_a_baseline_by_a_margin() {
    World world = new World(dir, 8);
    RunFolder good = world.run("good", 3);
    RunFolder poor = world.run("poor", 1);
    assertThat(good).isNotWorseThan(good, "verify.accuracy", within(0.02));
    assertThat(good).isNotWorseThan(poor, "verify.accuracy", within(0.02));
    assertThatThrownBy(() -> assertThat(poor).isNotWorseThan(good, "verify.accuracy", within(0.02)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "expected not to be worse: verify.accuracy 0.250 against 0.750 of "
                + good.folder()
                + ", difference -0.500 (95% interval -0.500 to -0.500), margin 0.020, 8 stories:"
                + " worse (one-sided p 0.004)\n  the worst 3 of 16 lost:\n    verify s0/v1@a0: ");
  }

  @Test
  void what_cannot_be_told_aborts_and_fails_when_strict() {
    World world = new World(dir, 3);
    RunFolder good = world.run("good", 3);
    RunFolder poor = world.run("poor", 1);
    assertThatThrownBy(() -> assertThat(poor).isNotWorseThan(good, "verify.accuracy", within(0.02)))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("3 stories: cannot tell: needs 5 stories or more");
    System.setProperty("claimbench.strict", "true");
    assertThatThrownBy(() -> assertThat(poor).isNotWorseThan(good, "verify.accuracy", within(0.02)))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("cannot tell: needs 5 stories or more (claimbench.strict)");
  }

  @Test
  void one_article_has_no_bound() {
    RunFolder run = new World(dir, 1).run("good", 4);
    assertThatThrownBy(() -> assertThat(run).hasRecallAtLeast(0.5))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(
            "cannot tell whether extract.recall of 0.500 or more: value 1.000, no interval")
        .hasMessageEndingWith("use the assertion on the observed figure, or more articles");
    assertThat(run).hasObservedRecallAtLeast(1);
  }

  @Test
  void an_incomplete_run_has_no_figures() {
    RunFolder run = new World(dir, 2).run("broken", -1);
    assertThatThrownBy(() -> assertThat(run).isComplete())
        .hasMessageContaining("8 of 10 answers are failed, expected none");
    assertThatThrownBy(() -> assertThat(run).hasObservedRecallAtLeast(0.1))
        .hasMessageContaining(
            "extract.recall has no value: run is incomplete: 8 of 10 calls failed");
  }

  @Test
  void an_unknown_metric_is_the_users_mistake() {
    RunFolder run = new World(dir, 1).run("good", 4);
    assertThatThrownBy(() -> assertThat(run).isNotWorseThan(run, "verify.acuracy", within(0.1)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no metric of which more is better is named 'verify.acuracy'; nearest valid:"
                + " 'verify.accuracy'");
    assertThatThrownBy(() -> assertThat(run).hasAtLeast("extract.recal", 0.1))
        .isInstanceOf(UserError.class)
        .hasMessage("no metric is named 'extract.recal'");
  }

  @Test
  void soft_assertions_collect_and_abort_only_when_all_else_holds() {
    World world = new World(dir, 1);
    RunFolder run = world.run("poor", 2);
    ClaimbenchSoftAssertions softly = new ClaimbenchSoftAssertions();
    softly
        .assertThat(run)
        .hasNoInvalidAnswers()
        .hasRecallAtLeast(0.5)
        .hasObservedAccuracyAtLeast(0.9)
        .hasObservedAtLeast("verify.macroF1", 0.9);
    Assertions.assertThat(softly.errorsCollected()).hasSize(2);
    assertThatThrownBy(softly::assertAll).isInstanceOf(AssertionError.class);

    ClaimbenchSoftAssertions undecided = new ClaimbenchSoftAssertions();
    undecided.assertThat(run).hasRecallAtLeast(0.5).hasObservedAccuracyAtLeast(0.5);
    assertThatThrownBy(undecided::assertAll).isInstanceOf(TestAbortedException.class);
  }
}
