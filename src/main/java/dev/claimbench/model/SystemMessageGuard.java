package dev.claimbench.model;

import java.util.function.Consumer;

/**
 * Asks a model nothing before it was seen that a system message reaches it, and whether a level of
 * thinking changes anything.
 */
public final class SystemMessageGuard extends DelegatingModel {
  private final Consumer<String> notes;
  private boolean proven;

  /**
   * @param notes receives a note where it cannot be seen
   */
  public SystemMessageGuard(Model inner, Consumer<String> notes) {
    super(inner);
    this.notes = notes;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    checkOnce(sampling);
    return inner.ask(prompt, sampling, repeat);
  }

  /** The first call does so while the others wait; where nobody answers, the next one tries. */
  private synchronized void checkOnce(Sampling sampling) throws ModelException {
    if (!proven) {
      ThinkLevels.require(info().spec(), sampling.think());
      inner.requireSystemMessage(sampling).ifPresent(notes);
      ThinkLevelCheck.compare(inner, sampling).ifPresent(notes);
      proven = true;
    }
  }
}
