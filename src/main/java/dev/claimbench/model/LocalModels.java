package dev.claimbench.model;

import java.nio.file.Path;

/**
 * Finds models on this computer by what the user calls them. Both methods may throw a {@link
 * dev.claimbench.text.UserError} for a name that is unknown or a model that cannot be fetched.
 */
public interface LocalModels {
  /** The GGUF file of that name or path. */
  Path file(String model);

  /** The folder of that name or path, with an ONNX export. */
  Path folder(String model);
}
