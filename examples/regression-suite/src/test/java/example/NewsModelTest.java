package example;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.SwapDecision;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Policy;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Inputs;
import dev.claimbench.testing.ClaimbenchSoftAssertions;
import dev.claimbench.testing.ClaimbenchTest;
import dev.claimbench.testing.Suite;


import static dev.claimbench.testing.ClaimbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite that runs before a model is swapped. */
class NewsModelTest {
  private static final String MODEL = "replay/recorded/qwen2.5-coder-0.5b";
  private static final String SEEDS = "news/seeds";
  private static final String GOLD = "news/eval";

  /** Once an article. */
  @ClaimbenchTest(model = MODEL, seeds = SEEDS, gold = GOLD)
  void every_answer_is_one(RunFolder article) {
    assertThat(article)
        .isComplete()
        .hasNoInvalidAnswers()
        .hasNoTruncatedAnswers()
        .hasNoRefusedAnswers();
  }

  /** Over all articles: the first test that asks everything; the rest is there already. */
  @Test
  void it_copies_its_quotes_and_finds_something() {
    RunFolder run = Suite.of(MODEL, SEEDS, GOLD).run();
    ClaimbenchSoftAssertions softly = new ClaimbenchSoftAssertions();
    softly
        .assertThat(run)
        .hasObservedAtLeast("extract.grounded", 0.4)
        .hasObservedRecallAtLeast(0.01);
    softly.assertAll();
  }

  @Test
  void it_is_not_worse_than_what_is_in_use() {
    RunFolder run = Suite.of(MODEL, SEEDS, GOLD).run();
    assertThat(run)
        .isNotWorseThan(Path.of("news/production.json"), "extract.grounded", within(0.05));
  }

  /** May we swap? Both models are asked the same, compared, and a policy decides. */
  @Test
  void the_smaller_model_does_not_take_its_place(@TempDir Path runs) {
    SwapDecision swap =
        Claimbench.swap(
            ModelSpec.parse(MODEL),
            ModelSpec.parse("replay/recorded/smollm2-135m"),
            Inputs.of(Path.of(SEEDS), Path.of(GOLD)),
            Policy.of("extract.grounded", 0.05),
            runs);
    assertFalse(swap.decision() instanceof Decision.Accept, swap.decision()::toString);
  }

  /** Six stories cannot tell so fine a difference: aborted, which JUnit reports as skipped. */
  @Test
  void what_cannot_be_told_is_skipped() {
    RunFolder run = Suite.of(MODEL, SEEDS, GOLD).run();
    assertThat(run).isNotWorseThan(Path.of("news/other.json"), "verify.accuracy", within(0.001));
  }
}
