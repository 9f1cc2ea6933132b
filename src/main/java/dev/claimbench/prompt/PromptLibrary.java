package dev.claimbench.prompt;

import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code <task>.md} and the schema that it names from a folder of prompts. */
public final class PromptLibrary {
  private final Path folder;

  public PromptLibrary(Path folder) {
    this.folder = folder;
  }

  /**
   * The template of a task.
   *
   * @throws UserError where a file or a part of it is missing, naming file and part
   */
  public PromptTemplate template(String task) {
    Path file = folder.resolve(task + ".md");
    String text = read(file).replace("\r\n", "\n");
    Map<String, String> front = front(file, text);
    String body = text.substring(text.indexOf("\n---\n", 3) + 5);
    int system = body.indexOf("# system\n");
    int user = body.indexOf("# user\n");
    if (user < 0 || system > user) {
      throw new UserError(file + ": expected a '# system' and then a '# user' part");
    }
    String instructions =
        system < 0 ? "" : body.substring(system + "# system\n".length(), user).strip();
    String request = body.substring(user + "# user\n".length()).strip();
    String needed = task.equals("verify") ? "{{claim}}" : "{{article}}";
    if (!request.contains("{{article}}") || !request.contains(needed)) {
      throw new UserError(file + ": the '# user' part needs {{article}} and " + needed);
    }
    return new PromptTemplate(
        task,
        number(file, front, "version"),
        instructions,
        request,
        read(folder.resolve(front.getOrDefault("schema", task + ".schema.json"))).strip(),
        number(file, front, "max_tokens"));
  }

  private static Map<String, String> front(Path file, String text) {
    int end = text.indexOf("\n---\n", 3);
    if (!text.startsWith("---\n") || end < 0) {
      throw new UserError(file + ": expected front matter between two --- lines");
    }
    Map<String, String> front = new TreeMap<>();
    text.substring(4, end)
        .lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> front.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip()));
    return front;
  }

  private static int number(Path file, Map<String, String> front, String key) {
    try {
      return Integer.parseInt(front.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw new UserError(
          file + ": " + key + ": expected a whole number, got '" + front.get(key) + "'");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file; --prompts takes a folder like prompts/");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }
}
