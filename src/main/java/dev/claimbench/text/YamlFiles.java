package dev.claimbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** YAML that has been checked against one of our own JSON schemas. */
public final class YamlFiles {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  /** Characters of a wrong value in a message. */
  private static final int GOT = 80;

  private YamlFiles() {}

  /**
   * Parses YAML text.
   *
   * @param where the file's name, for messages
   * @throws UserError with file, line and column where the text is not YAML
   */
  public static JsonNode parse(String where, String text) {
    try {
      JsonNode tree = YamlTree.parse(text).root();
      if (tree.isMissingNode() || tree.isNull()) {
        throw new UserError(where + ": empty; expected a YAML mapping");
      }
      return tree;
    } catch (MalformedTextException e) {
      throw new UserError(where + e.place() + ": " + e.getMessage());
    }
  }

  /**
   * Parses and validates.
   *
   * @param schema name of a file under {@code /schema/}, e.g. {@code gold-1.schema.json}
   * @throws UserError with the path of the first field that the schema does not allow
   */
  public static JsonNode parse(String where, String text, String schema) {
    return valid(where, parse(where, text), schema);
  }

  /** A field's text, or a number or truth value as text; empty where the field is not there. */
  public static Optional<String> text(JsonNode node, String key) {
    return node.hasNonNull(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
  }

  /** A field's integer, which the file may have as {@code 100.0} or {@code 1e2} as well. */
  public static Optional<Integer> integer(JsonNode node, String key) {
    return node.hasNonNull(key) ? Optional.of(node.get(key).asInt()) : Optional.empty();
  }

  /** The texts of a list; none where it is not there. */
  public static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode valid(String where, JsonNode tree, String schema) {
    List<Error> errors = SCHEMAS.computeIfAbsent(schema, YamlFiles::load).validate(tree);
    if (!errors.isEmpty()) {
      Error first = mostTelling(tree, errors);
      throw new UserError(
          where
              + ": "
              + path(first.getInstanceLocation().toString())
              + first.getMessage()
              + hint(tree.at(first.getInstanceLocation().toString()), first)
              + (errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : ""));
    }
    return tree;
  }

  /**
   * The same for a format of which there are two versions; a file says which it is.
   *
   * @param format {@code gold} or {@code verify}
   */
  public static JsonNode parseVersioned(String where, String text, String format) {
    JsonNode tree = parse(where, text);
    JsonNode version = tree.path("version");
    if (version.isInt() && version.asInt() != 1 && version.asInt() != 2) {
      throw new UserError(where + ": version: expected 1 or 2, got " + version);
    }
    boolean second = version.asInt() == 2;
    return valid(where, tree, format + (second ? "-2" : "-1") + ".schema.json");
  }

  /** Of a choice of shapes none of which fits: the value of another type in the middle of it. */
  private static Error mostTelling(JsonNode tree, List<Error> errors) {
    Error first = errors.get(0);
    if (!first.getKeyword().equals("oneOf") && !first.getKeyword().equals("anyOf")) {
      return first;
    }
    String around = first.getInstanceLocation().toString() + "/";
    return errors.stream()
        .filter(e -> e.getInstanceLocation().toString().startsWith(around))
        .filter(e -> !hint(tree.at(e.getInstanceLocation().toString()), e).isEmpty())
        .findFirst()
        .orElse(first);
  }

  /** What to write where a plain scalar is of another type than the schema's. */
  private static String hint(JsonNode got, Error error) {
    if (!error.getKeyword().equals("type") || !got.isValueNode() || got.isNull()) {
      return "";
    }
    if (got.isTextual()) {
      String text = ", got '" + Text.shorten(got.asText(), GOT) + "'";
      return String.valueOf(error.getArguments()[1]).matches("number|integer")
          ? text + "; numbers are plain, such as 1000 or -0.5"
          : text;
    }
    return ", got " + got + " without quotes; put text in quotes";
  }

  /** The {@code .yaml} files of a folder by name; none where there is no such folder. */
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      List<Path> files = list.sorted().toList();
      files.stream()
          .filter(f -> f.toString().matches("(?is).*\\.ya?ml") && !f.toString().endsWith(".yaml"))
          .findFirst()
          .ifPresent(
              f -> {
                throw new UserError(f + ": would not be read; rename it so that it ends in .yaml");
              });
      List<Path> labels = files.stream().filter(f -> f.toString().endsWith(".yaml")).toList();
      for (Path file : labels) {
        // Reading a pipe would wait for ever.
        if (!Files.isRegularFile(file)) {
          throw new UserError(
              file + ": a folder, pipe, device or broken link, not a file of labels");
        }
      }
      return labels;
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /** The id that a file's name without its ending is. */
  public static String name(Path file) {
    return Ids.ofName(file.getFileName().toString().replaceFirst("\\.yaml$", ""));
  }

  /** {@code /claims/4/quotes/0} as {@code claims[4].quotes[0]: }. */
  private static String path(String pointer) {
    String dotted = pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    dotted = dotted.startsWith(".") ? dotted.substring(1) : dotted;
    return dotted.isEmpty() ? "" : dotted + ": ";
  }

  private static Schema load(String name) {
    try (InputStream in = YamlFiles.class.getResourceAsStream("/schema/" + name)) {
      return REGISTRY.getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
