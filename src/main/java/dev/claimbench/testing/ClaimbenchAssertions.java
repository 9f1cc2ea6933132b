package dev.claimbench.testing;

import dev.claimbench.RunFolder;

/**
 * Where assertions on runs start; to be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(run)
 *     .hasNoInvalidAnswers()
 *     .hasRecallAtLeast(0.7)
 *     .isNotWorseThan(baseline, "verify.macroF1", within(0.02));
 * }</pre>
 */
public final class ClaimbenchAssertions {
  private ClaimbenchAssertions() {}

  public static RunAssert assertThat(RunFolder run) {
    return new RunAssert(run);
  }
}
