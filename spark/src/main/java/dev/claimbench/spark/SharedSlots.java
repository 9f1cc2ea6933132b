package dev.claimbench.spark;

import dev.claimbench.model.DelegatingModel;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.util.concurrent.Semaphore;

/**
 * An executor's part of the calls in flight, shared by its tasks: while one begins, keeps replies or
 * writes its rows, the server works for the others.
 */
final class SharedSlots extends DelegatingModel {
  private final Semaphore slots;

  /**
   * @param slots calls in flight at a time, 1 or more
   */
  SharedSlots(Model inner, int slots) {
    super(inner);
    this.slots = new Semaphore(slots, true);
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    // The model sees an interrupt itself, and says so as it does without slots.
    slots.acquireUninterruptibly();
    try {
      return inner.ask(prompt, sampling, repeat);
    } finally {
      slots.release();
    }
  }
}
