package dev.claimbench.model;

import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Opens models. */
public final class Models {
  private Models() {}

  /**
   * Opens a model, which keeps memory or connections until it is closed.
   *
   * @throws ModelException when the model is not there or its server does not answer
   */
  public static Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return spec.runtime().open(spec, options);
  }

  /**
   * Opens one model on several servers, which share the work. A server that does not answer is left
   * out, as long as another one does.
   *
   * @param notes receives which server is left out
   * @throws ModelException where none answers, or one does not know the model
   * @throws UserError where they are not the same model
   */
  public static Model open(List<ModelSpec> specs, ModelOptions options, Consumer<String> notes)
      throws ModelException {
    List<Model> open = new ArrayList<>();
    ModelException last = null;
    boolean spread = false;
    try {
      for (ModelSpec spec : specs) {
        try {
          open.add(open(spec, options));
        } catch (ModelException e) {
          if (!e.reason().retryable()) {
            throw e;
          }
          last = e;
          notes.accept(e.getMessage() + "; left out");
        }
      }
      if (open.isEmpty()) {
        throw last;
      }
      Model model = new LoadBalancedModel(specs.get(0).text(), open);
      spread = true;
      return model;
    } finally {
      if (!spread) {
        open.forEach(Model::close);
      }
    }
  }
}
