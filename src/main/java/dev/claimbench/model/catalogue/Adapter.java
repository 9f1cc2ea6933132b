package dev.claimbench.model.catalogue;

import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with a LoRA adapter in the format of PEFT: a description and the weights. */
public final class Adapter {
  static final String CONFIG = "adapter_config.json";
  static final String WEIGHTS = "adapter_model.safetensors";

  /** Its description and its weights, by their names in the folder. */
  private static final List<String> FILES = List.of(CONFIG, WEIGHTS);

  private Adapter() {}

  /**
   * Checks that a folder has one.
   *
   * @throws UserError that says what is missing
   */
  static void require(Path folder) {
    for (String file : FILES) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new UserError(
            "%s: expected a LoRA adapter in PEFT's format, but there is no %s"
                .formatted(folder, Files.isDirectory(folder) ? file + " in it" : "such folder"));
      }
    }
  }

  /** Its folder's own name, as far as it can be a part of another file's name. */
  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString().replaceAll("[^\\w.-]", "_");
  }

  /** Hash of its description and weights, 64 hexadecimal digits. */
  static String sha256(Path folder) {
    try {
      return Sha256.sha256(
          Sha256.sha256(folder.resolve(CONFIG)) + Sha256.sha256(folder.resolve(WEIGHTS)));
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }
}
