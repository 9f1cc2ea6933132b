package dev.claimbench.run;

import dev.claimbench.task.PromptLibrary;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the project's own files are: articles, labels and prompts that nobody named.
 *
 * @param folder with {@code seeds}, {@code prompts} and {@code eval}
 * @param project whether labels and prompts of that folder, or of the working folder, are taken
 *     where none are named
 */
public record Home(Path folder, boolean project) {
  public Home(Path folder) {
    this(folder, true);
  }

  /**
   * No project: what is not named is not there, and prompts are those that come with Claimbench.
   */
  public static Home none() {
    return new Home(Path.of(""), false);
  }

  /** The working folder. */
  public static Home here() {
    return new Home(Path.of(""));
  }

  /** A file or folder of the project: the working folder's own comes first. */
  public Path find(String name) {
    Path here = Path.of(name);
    return Files.exists(here) ? here : folder.resolve(name);
  }

  /** The project's prompts; where it has none, those that come with Claimbench. */
  public PromptLibrary prompts() {
    Path own = find("prompts");
    return project && Files.isDirectory(own) ? new PromptLibrary(own) : PromptLibrary.shipped();
  }
}
