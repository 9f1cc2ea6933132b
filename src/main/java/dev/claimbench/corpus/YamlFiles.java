package dev.claimbench.corpus;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** YAML that has been checked against one of our own JSON schemas. */
public final class YamlFiles {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          // A second document in a file would be overlooked.
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private YamlFiles() {}

  /**
   * Parses YAML text.
   *
   * @param where the file's name, for messages
   * @throws UserError with file, line and column where the text is not YAML
   */
  public static JsonNode parse(String where, String text) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        throw new UserError(where + ": empty; expected a YAML mapping");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new UserError(where + broken(e));
    }
  }

  /**
   * Parses and validates.
   *
   * @param schema name of a file under {@code /schema/}, e.g. {@code gold-1.schema.json}
   * @throws UserError with the path of the first field that the schema does not allow
   */
  public static JsonNode parse(String where, String text, String schema) {
    JsonNode tree = parse(where, text);
    List<Error> errors =
        SCHEMAS
            .computeIfAbsent(schema, YamlFiles::load)
            .validate(tree.toString(), InputFormat.JSON);
    if (!errors.isEmpty()) {
      Error first = errors.get(0);
      throw new UserError(
          where
              + ": "
              + path(first.getInstanceLocation().toString())
              + first.getMessage()
              + (errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : ""));
    }
    return tree;
  }

  /** The {@code .yaml} files of a folder by name; none where there is no such folder. */
  static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** A file's name without its ending. */
  static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.yaml$", "");
  }

  /** {@code /claims/4/quotes/0} as {@code claims[4].quotes[0]: }. */
  private static String path(String pointer) {
    String dotted = pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    dotted = dotted.startsWith(".") ? dotted.substring(1) : dotted;
    return dotted.isEmpty() ? "" : dotted + ": ";
  }

  private static String broken(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      // Jackson's own message has where the trouble began, not where it was seen.
      Mark at = marked.getProblemMark();
      return ":%d:%d: not valid YAML: %s%s"
          .formatted(
              at.getLine() + 1,
              at.getColumn() + 1,
              marked.getProblem().strip(),
              marked.getContext() == null ? "" : " " + begun(marked));
    }
    JsonLocation at = e.getLocation();
    String message = e.getOriginalMessage();
    return (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
        + ": not valid YAML: "
        + (message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable"));
  }

  private static String begun(MarkedYAMLException marked) {
    Mark at = marked.getContextMark();
    return marked.getContext() + (at == null ? "" : " that begins on line " + (at.getLine() + 1));
  }

  private static Schema load(String name) {
    try (InputStream in = YamlFiles.class.getResourceAsStream("/schema/" + name)) {
      return REGISTRY.getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
