package dev.claimbench.model;

import java.util.Optional;

/**
 * A model whose server tells no digest, with the user's own word for which weights it has: in place
 * of the digest that decides whether two runs asked the same.
 */
public final class ModelWithRevision implements Model {
  private final Model model;
  private final ModelInfo info;

  /**
   * @param name any text that changes when the weights do; a digest that the server tells stays
   */
  public ModelWithRevision(Model model, String name) {
    this.model = model;
    ModelInfo told = model.info();
    info =
        new ModelInfo(
            told.spec(),
            told.runtime(),
            told.name(),
            told.digest().isEmpty() ? "revision:" + name : told.digest(),
            told.quantization(),
            told.context(),
            told.versions());
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return model.ask(prompt, sampling);
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    return model.requireSystemMessage(sampling);
  }

  @Override
  public int countTokens(Prompt prompt) throws ModelException {
    return model.countTokens(prompt);
  }

  @Override
  public void close() {
    model.close();
  }
}
