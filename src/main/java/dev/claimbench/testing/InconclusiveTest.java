package dev.claimbench.testing;

import org.opentest4j.TestAbortedException;

/** What becomes of a test that cannot tell: aborted, or failed where that is asked for. */
final class InconclusiveTest {
  private InconclusiveTest() {}

  /** {@code -Dclaimbench.strict=true}. */
  static boolean strict() {
    return Boolean.getBoolean("claimbench.strict");
  }

  /**
   * Ends the test because the model or its server is not there.
   *
   * @param skip whether the user wants it skipped instead of failed
   */
  static void unavailable(String message, boolean skip) {
    if (skip) {
      abort(message);
    }
    throw new AssertionError(message + " (skipIfUnavailable = true skips the test instead)");
  }

  /** Ends the test: JUnit shows it as skipped, or as failed when strict. */
  static void abort(String message) {
    if (strict()) {
      throw new AssertionError(message + " (claimbench.strict)");
    }
    throw new TestAbortedException(message);
  }
}
