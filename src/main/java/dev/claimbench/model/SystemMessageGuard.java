package dev.claimbench.model;

import java.util.List;
import java.util.function.Consumer;

/**
 * Asks a model nothing before it was seen that a system message reaches it, and whether a level of
 * thinking changes anything.
 */
public final class SystemMessageGuard implements Model {
  private final Model inner;
  private final Consumer<String> notes;
  private boolean proven;

  /**
   * @param notes told where it cannot be seen
   */
  public SystemMessageGuard(Model inner, Consumer<String> notes) {
    this.inner = inner;
    this.notes = notes;
  }

  @Override
  public ModelInfo info() {
    return inner.info();
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    prove(sampling);
    return inner.ask(prompt, sampling);
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    prove(sampling);
    return inner.ask(prompt, sampling, repeat);
  }

  /** The first call does so while the others wait; where nobody answers, the next one tries. */
  private synchronized void prove(Sampling sampling) throws ModelException {
    if (!proven) {
      ThinkLevels.require(info().spec(), sampling.think());
      inner.requireSystemMessage(sampling).ifPresent(notes);
      ThinkLevelCheck.compare(inner, sampling).ifPresent(notes);
      proven = true;
    }
  }

  @Override
  public int countTokens(Prompt prompt) throws ModelException {
    return inner.countTokens(prompt);
  }

  @Override
  public List<String> endpoints() {
    return inner.endpoints();
  }

  @Override
  public void close() {
    inner.close();
  }
}
