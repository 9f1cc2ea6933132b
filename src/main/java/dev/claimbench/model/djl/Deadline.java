package dev.claimbench.model.djl;

/**
 * When to give up.
 *
 * @param at of {@link System#nanoTime()}
 */
public record Deadline(long at) {
  /**
   * @throws Stopped where the time has passed or the thread was interrupted
   */
  void check() throws Stopped {
    if (Thread.currentThread().isInterrupted()) {
      throw new Stopped(true);
    }
    if (System.nanoTime() - at > 0) {
      throw new Stopped(false);
    }
  }
}
