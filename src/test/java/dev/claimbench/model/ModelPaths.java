package dev.claimbench.model;

import java.nio.file.Path;

/** Models on this computer without a catalogue. */
public record ModelPaths(Path fixed) implements LocalModels {
  /** Takes names as paths. */
  public static LocalModels byPath() {
    return new ModelPaths(Path.of(""));
  }

  /** Finds one file or folder, whatever it is called. */
  public static LocalModels at(Path path) {
    return new ModelPaths(path);
  }

  @Override
  public Path file(String model) {
    return fixed.toString().isEmpty() ? Path.of(model) : fixed;
  }

  @Override
  public Path folder(String model) {
    return file(model);
  }
}
