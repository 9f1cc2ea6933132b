package dev.claimbench.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code <task>.md} and the schema that it names from a folder of prompts. */
public final class PromptLibrary {
  private static final String END = "\n---\n";

  /** Blanks behind them, and empty lines before the first, do no harm. */
  private static final Pattern FENCES =
      Pattern.compile("(?s)\\A\\s*+---[ \\t]*+\n(.*?\n)---[ \\t]*+\n");

  private static final Schema META =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private final Path folder;
  private final boolean shipped;

  public PromptLibrary(Path folder) {
    this(folder, false);
  }

  private PromptLibrary(Path folder, boolean shipped) {
    this.folder = folder;
    this.shipped = shipped;
  }

  /** The prompts that come with Claimbench. */
  public static PromptLibrary shipped() {
    return new PromptLibrary(Path.of("/prompts"), true);
  }

  /** Those of some kinds that the folder has, in that order, by name. */
  public Map<String, PromptTemplate> all(List<PromptKind> kinds) {
    Map<String, PromptTemplate> all = new LinkedHashMap<>();
    for (PromptKind kind : kinds) {
      if (Files.exists(folder.resolve(kind.name() + ".md"))) {
        all.put(kind.name(), template(kind));
      }
    }
    if (all.isEmpty()) {
      throw new UserError(
          folder
              + ": no prompt in it; expected one of "
              + kinds.stream().map(k -> k.name() + ".md").collect(Collectors.joining(", ")));
    }
    return all;
  }

  /**
   * The folder's template of one kind.
   *
   * @throws UserError where a file or a part of it is missing, naming file and part
   */
  public PromptTemplate template(PromptKind kind) {
    String task = kind.name();
    Path file = folder.resolve(task + ".md");
    String text = FENCES.matcher(read(file)).replaceFirst("---\n$1---\n");
    Map<String, String> front = front(file, text);
    String body = text.substring(text.indexOf(END, 3) + END.length());
    int system = body.indexOf("# system\n");
    int user = body.indexOf("# user\n");
    if (user < 0 || system > user) {
      throw new UserError(file + ": expected a '# system' and then a '# user' part");
    }
    String instructions =
        system < 0 ? "" : body.substring(system + "# system\n".length(), user).strip();
    String request = body.substring(user + "# user\n".length()).strip();
    List<String> needed = kind.places();
    if (!needed.stream().allMatch(request::contains)) {
      throw new UserError(file + ": the '# user' part needs " + String.join(" and ", needed));
    }
    return new PromptTemplate(
        task,
        number(file, front, "version"),
        instructions,
        request,
        schema(folder.resolve(front.getOrDefault("schema", task + ".schema.json"))),
        number(file, front, "max_tokens"));
  }

  private static Map<String, String> front(Path file, String text) {
    int end = text.indexOf(END, 3);
    if (!text.startsWith("---\n") || end < 0) {
      throw new UserError(file + ": expected front matter between two --- lines");
    }
    Map<String, String> front = new TreeMap<>();
    text.substring(3, end)
        .lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> front.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip()));
    return front;
  }

  private static int number(Path file, Map<String, String> front, String key) {
    String got = front.containsKey(key) ? "'" + front.get(key) + "'" : "none";
    try {
      int number = Integer.parseInt(front.getOrDefault(key, ""));
      if (number < 1) {
        throw new UserError(file + ": " + key + ": expected 1 or more, got " + number);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new UserError(file + ": " + key + ": expected a whole number, got " + got);
    }
  }

  /** Checked here, before anything is asked: an answer cannot be held against a broken schema. */
  private String schema(Path file) {
    String text = read(file).strip();
    JsonNode tree;
    try {
      tree = Json.STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new UserError(
          file
              + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
              + ": not valid JSON: "
              + Json.reason(e));
    }
    if (!tree.isObject()) {
      throw new UserError(file + ": expected a JSON schema (an object), got " + tree);
    }
    List<Error> errors = META.validate(tree);
    if (!errors.isEmpty()) {
      Error first = errors.get(0);
      String path = first.getInstanceLocation().toString().replaceFirst("^/", "");
      throw new UserError(
          file
              + ": not a JSON schema: "
              + (path.isEmpty() ? "" : path.replace('/', '.') + ": ")
              + first.getMessage());
    }
    return text;
  }

  private String read(Path file) {
    if (shipped) {
      return resource("/prompts/" + file.getFileName());
    }
    if (!Files.exists(file)) {
      throw new UserError(file + ": no such file; --prompts takes a folder like prompts/");
    }
    return TextFiles.read(file);
  }

  private static String resource(String name) {
    try (InputStream in = PromptLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new UserError(name + ": not in the jar; give a folder like prompts/");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError(name + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }
}
