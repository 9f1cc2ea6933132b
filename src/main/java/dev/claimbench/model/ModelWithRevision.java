package dev.claimbench.model;

/**
 * A model whose server tells no digest, with the user's own word for which weights it has: in place
 * of the digest that decides whether two runs asked the same.
 */
public final class ModelWithRevision extends DelegatingModel {
  private final ModelInfo info;

  /**
   * @param name any text that changes when the weights do; a digest that the server tells stays
   */
  public ModelWithRevision(Model model, String name) {
    super(model);
    ModelInfo reported = model.info();
    info =
        new ModelInfo(
            reported.spec(),
            reported.runtime(),
            reported.name(),
            reported.digest().isEmpty() ? "revision:" + name : reported.digest(),
            reported.quantization(),
            reported.context(),
            reported.versions());
  }

  @Override
  public ModelInfo info() {
    return info;
  }
}
