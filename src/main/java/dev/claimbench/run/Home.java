package dev.claimbench.run;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the project's own files are.
 *
 * @param folder with {@code seeds}, {@code prompts} and {@code eval}
 */
public record Home(Path folder) {
  /** The working folder. */
  public static Home here() {
    return new Home(Path.of(""));
  }

  /** A file or folder of the project: the working folder's own comes first. */
  public Path find(String name) {
    Path here = Path.of(name);
    return Files.exists(here) ? here : folder.resolve(name);
  }
}
