package dev.claimbench.model;

import dev.claimbench.text.Internal;
import java.util.List;
import java.util.Optional;

/** A model that asks another one, and is that one in everything that it does not override. */
@Internal
public abstract class DelegatingModel implements Model {
  protected final Model inner;

  protected DelegatingModel(Model inner) {
    this.inner = inner;
  }

  @Override
  public ModelInfo info() {
    return inner.info();
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return ask(prompt, sampling, 1);
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    return inner.ask(prompt, sampling, repeat);
  }

  @Override
  public int countTokens(Prompt prompt) throws ModelException {
    return inner.countTokens(prompt);
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    return inner.requireSystemMessage(sampling);
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
