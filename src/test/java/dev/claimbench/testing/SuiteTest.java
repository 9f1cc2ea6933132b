package dev.claimbench.testing;

import static dev.claimbench.testing.ClaimbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.run.Cache;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void without_model_and_cache_the_test_aborts() {
    assertThatThrownBy(() -> suite().run())
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("nothing answers at http://127.0.0.1:1")
        .hasMessageEndingWith("and there are no cached answers of it in " + dir.resolve("cache"));
  }

  @Test
  void when_strict_it_fails() {
    System.setProperty("claimbench.strict", "true");
    assertThatThrownBy(() -> suite().run())
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
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("not every question has an answer: ")
        .hasMessageContaining("and there is no cached answer to extract a2");
  }
}
