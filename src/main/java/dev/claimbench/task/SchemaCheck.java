package dev.claimbench.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.text.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a text is one JSON value that satisfies a schema; strict, and total: never throws. */
final class SchemaCheck {
  sealed interface Result {}

  record Valid(JsonNode tree) implements Result {}

  /** What is wrong: JSON pointer (empty for the whole text), and expected and got. */
  record Wrong(String path, String problem) implements Result {}

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, SchemaCheck> CACHE = new ConcurrentHashMap<>();

  private final Schema schema;

  private SchemaCheck(Schema schema) {
    this.schema = schema;
  }

  static SchemaCheck compile(String schema) {
    return CACHE.computeIfAbsent(schema, text -> new SchemaCheck(REGISTRY.getSchema(text)));
  }

  Result check(String text) {
    JsonNode tree;
    try {
      tree = Json.STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String column =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      return new Wrong("", "expected JSON, got " + Snippets.shorten(text) + column);
    }
    List<Error> errors;
    try {
      errors = schema.validate(tree);
    } catch (ArithmeticException | NumberFormatException e) {
      // It compares numbers with an enum's values as decimals, which know no infinity: 1e999.
      return new Wrong("", "expected other numbers, got " + Snippets.shorten(text));
    }
    if (errors.isEmpty()) {
      return new Valid(tree);
    }
    Error first = errors.get(0);
    return new Wrong(first.getInstanceLocation().toString(), first.getMessage());
  }
}
