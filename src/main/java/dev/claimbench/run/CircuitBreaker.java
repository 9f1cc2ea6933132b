package dev.claimbench.run;

import dev.claimbench.model.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls away from a server that is gone: from the first broken connection on, one call alone
 * tries (with its waits between the tries) while the others wait. The first answer lets all go on;
 * after a few calls in a row that failed for good, the server is given up.
 */
final class CircuitBreaker {
  private static final int MOST_UNREACHED = 3;

  /** Of any other failure; a server that answers with errors may only dislike one article. */
  private static final int MOST_FAILED = 10;

  private int unreached;
  private int failed;
  private boolean suspect;
  private @Nullable Call probe;
  private boolean givenUp;

  /** Waits until the call may be tried; false when the server was given up. */
  synchronized boolean enter(Call call) throws InterruptedException {
    while (!givenUp && suspect && probe != null && !probe.key().equals(call.key())) {
      wait();
    }
    if (suspect) {
      probe = call;
    }
    return !givenUp;
  }

  /** Any answer at all, also one that says that something is wrong: somebody is there. */
  synchronized void reached() {
    suspect = false;
    unreached = 0;
    probe = null;
    notifyAll();
  }

  /** An answer that counts. */
  synchronized void answered() {
    failed = 0;
    reached();
  }

  /** A try that nothing answered. */
  synchronized void unreached() {
    suspect = true;
  }

  /** A call that has no tries left. */
  synchronized void failed(Call call, ModelException.Cause reason) {
    boolean own =
        // These are the call's own fault.
        reason == ModelException.Cause.NO_MODEL || reason == ModelException.Cause.TOO_LONG;
    failed += own ? 0 : 1;
    unreached += reason == ModelException.Cause.CONNECTION ? 1 : 0;
    if (unreached >= MOST_UNREACHED || failed >= MOST_FAILED) {
      giveUp();
    }
    left(call);
  }

  /** The call is over, however it ended. */
  synchronized void left(Call call) {
    if (probe != null && probe.key().equals(call.key())) {
      probe = null;
    }
    notifyAll();
  }

  /** Lets nobody in any more. */
  synchronized void giveUp() {
    givenUp = true;
    notifyAll();
  }

  synchronized boolean givenUp() {
    return givenUp;
  }
}
