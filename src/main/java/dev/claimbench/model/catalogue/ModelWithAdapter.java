package dev.claimbench.model.catalogue;

import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model with an adapter: {@code smollm2-135m+adapters/smollm2-135m-verify}.
 *
 * @param base a name of the catalogue, or a path that ends in {@code .gguf}
 * @param adapter a folder with a LoRA adapter in PEFT's format
 */
public record ModelWithAdapter(String base, Path adapter) {
  /**
   * Reads a name.
   *
   * @return empty where it has no {@code +}, or is the path of something that is there
   * @throws UserError where there is no adapter in the folder behind the {@code +}
   */
  public static Optional<ModelWithAdapter> parse(String model) {
    int plus = model.indexOf('+');
    if (plus < 0 || Files.exists(Path.of(model))) {
      return Optional.empty();
    }
    String folder = model.substring(plus + 1);
    if (plus == 0 || folder.isBlank()) {
      throw new UserError(
          model
              + ": expected a model, + and the folder of an adapter, such as"
              + " smollm2-135m+adapters/mine");
    }
    Path adapter = Path.of(folder);
    Adapter.require(adapter);
    return Optional.of(new ModelWithAdapter(model.substring(0, plus), adapter));
  }
}
