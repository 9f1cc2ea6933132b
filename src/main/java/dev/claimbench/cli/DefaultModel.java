package dev.claimbench.cli;

import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.catalogue.Catalogue;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What {@code claimbench run} asks where no model is named: one file, on the faster of the two
 * runtimes that need no server, which has it converted by Python.
 */
final class DefaultModel {
  static final ModelSpec FAST = ModelSpec.parse("djl/" + Catalogue.DEFAULT_MODEL);
  static final ModelSpec WITHOUT_PYTHON = ModelSpec.parse("gguf/" + Catalogue.DEFAULT_MODEL);

  private DefaultModel() {}

  /**
   * Finds out which it is, and makes it ready.
   *
   * @param onnxFolder finds or makes the folder of a model, by its name
   * @param notes receives why it is not the faster one
   */
  static ModelSpec find(Function<String, Path> onnxFolder, Consumer<String> notes) {
    try {
      Path ready = onnxFolder.apply(Catalogue.DEFAULT_MODEL);
      notes.accept(FAST.text() + ": " + ready);
      return FAST;
    } catch (UserError e) {
      notes.accept(e.getMessage());
      notes.accept(
          "taking %s instead: the same file, without Python, at half the speed"
              .formatted(WITHOUT_PYTHON.text()));
      return WITHOUT_PYTHON;
    }
  }
}
