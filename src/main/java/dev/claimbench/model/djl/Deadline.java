package dev.claimbench.model.djl;

/**
 * When to give up.
 *
 * @param at of {@link System#nanoTime()}
 */
public record Deadline(long at) {
  /**
   * @throws GenerationStoppedException where the time has passed or the thread was interrupted
   */
  void check() throws GenerationStoppedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new GenerationStoppedException(true);
    }
    if (System.nanoTime() - at > 0) {
      throw new GenerationStoppedException(false);
    }
  }
}
