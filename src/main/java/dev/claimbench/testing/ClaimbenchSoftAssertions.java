package dev.claimbench.testing;

import dev.claimbench.RunFolder;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractSoftAssertions;

/**
 * All failures of a run at once. What is undecided aborts only after all else has passed.
 *
 * <pre>{@code
 * ClaimbenchSoftAssertions softly = new ClaimbenchSoftAssertions();
 * softly.assertThat(run).hasNoInvalidAnswers().hasRecallAtLeast(0.7);
 * softly.assertAll();
 * }</pre>
 */
public class ClaimbenchSoftAssertions extends AbstractSoftAssertions {
  private final List<String> undecided = new ArrayList<>();

  public RunAssert assertThat(RunFolder run) {
    RunAssert made = proxy(RunAssert.class, RunFolder.class, run);
    made.whenUndecided(undecided::add);
    return made;
  }

  @Override
  public void assertAll() {
    super.assertAll();
    if (!undecided.isEmpty()) {
      InconclusiveTest.abort(String.join("\n", undecided));
    }
  }
}
