package dev.claimbench.testing;

import static dev.claimbench.testing.ClaimbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.plugin.MineRuntime;
import dev.claimbench.run.Cache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.opentest4j.TestAbortedException;

/** A suite whose model is not there: nothing answers on port 1. */
class SuiteTest {
  private static final String MODEL = "ollama/town@http://127.0.0.1:1";

  @TempDir Path dir;
  private World world;

  @BeforeEach
  void own_cache() {
    System.setProperty("claimbench.cache", dir.resolve("cache").toString());
    world = new World(dir, 2);
  }

  @AfterEach
  void clear() {
    System.clearProperty("claimbench.cache");
    System.clearProperty("claimbench.strict");
  }

  private Suite suite() {
    return Suite.of(MODEL, world.seeds(), world.gold());
  }

  /** What an earlier suite asked, when the model was there. */
  private void ask() {
    RunFolder run =
        Claimbench.with(new World.Town(MODEL, 4))
            .withCache(new Cache(dir.resolve("cache")))
            .run(world.plan());
    assertThat(run).isComplete();
  }

  @Test
  void without_model_and_cache_the_test_fails() {
    assertThatThrownBy(() -> suite().run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing answers at http://127.0.0.1:1")
        .hasMessageEndingWith(
            "and there are no cached answers of it in "
                + dir.resolve("cache")
                + " (skipIfUnavailable = true skips the test instead)");
  }

  @Test
  void where_the_user_says_so_it_is_skipped_with_the_reason() {
    assertThatThrownBy(() -> suite().skippedIfUnavailable().run())
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("nothing answers at http://127.0.0.1:1")
        .hasMessageEndingWith("and there are no cached answers of it in " + dir.resolve("cache"));
  }

  @Test
  void a_name_that_is_wrong_is_never_skipped() {
    Suite wrong = Suite.of("djl/smolm2-135m", world.seeds(), world.gold()).skippedIfUnavailable();
    assertThatThrownBy(wrong::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "unknown model 'smolm2-135m': expected a name of the catalogue (nearest: smollm2-135m");
  }

  /** Run by the test below; the path of its articles is that of the working folder. */
  static class OneArticleAtATime {
    static final List<Integer> OPEN = new ArrayList<>();

    @ClaimbenchTest(
        model = "mine/yes",
        seeds = "examples/regression-suite/news/seeds",
        gold = "examples/regression-suite/news/eval")
    void says_something(RunFolder run) {
      assertThat(run).isComplete();
      OPEN.add(MineRuntime.OPEN.get());
    }

    @ClaimbenchTest(
        model = "mine/absent",
        seeds = "examples/regression-suite/news/seeds",
        gold = "examples/regression-suite/news/eval")
    void cannot_be_opened(RunFolder run) {}

    @ClaimbenchTest(
        model = "mine/absent",
        seeds = "examples/regression-suite/news/seeds",
        gold = "examples/regression-suite/news/eval",
        skipIfUnavailable = true)
    void may_be_skipped(RunFolder run) {}
  }

  @Test
  void a_suite_opens_its_model_once_and_closes_it_at_its_end() {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(OneArticleAtATime.class))
                .build(),
            summary);
    // Six articles, three methods.
    Assertions.assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(6);
    Assertions.assertThat(summary.getSummary().getTestsFailedCount()).isEqualTo(6);
    Assertions.assertThat(summary.getSummary().getTestsAbortedCount()).isEqualTo(6);
    Assertions.assertThat(OneArticleAtATime.OPEN).hasSize(6).containsOnly(1);
    Assertions.assertThat(MineRuntime.OPEN).hasValue(0);
  }

  @Test
  void when_strict_nothing_is_skipped() {
    System.setProperty("claimbench.strict", "true");
    assertThatThrownBy(() -> suite().skippedIfUnavailable().run())
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("(claimbench.strict)");
  }

  @Test
  void an_unchanged_suite_needs_no_model() {
    ask();
    assertThat(suite().run()).isComplete().hasObservedAccuracyAtLeast(1);
    Assertions.assertThat(suite().run().entries().values())
        .hasSize(10)
        .allSatisfy(e -> Assertions.assertThat(e.cached()).isPresent());
  }

  @Test
  void a_changed_article_does() {
    ask();
    world = new World(dir, 3);
    assertThatThrownBy(() -> suite().run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not every question has an answer: ")
        .hasMessageContaining("and there is no cached answer to extract a2");
  }
}
