package dev.claimbench.run;

import dev.claimbench.task.PromptLibrary;
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

  /** The project's prompts; in a program that has none, those that come with Claimbench. */
  public PromptLibrary prompts() {
    Path own = find("prompts");
    return Files.isDirectory(own) ? new PromptLibrary(own) : PromptLibrary.shipped();
  }
}
