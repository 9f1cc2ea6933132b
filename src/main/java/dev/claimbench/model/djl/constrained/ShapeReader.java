package dev.claimbench.model.djl.constrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import dk.brics.automaton.Automaton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads a JSON schema; refuses, by path, what cannot be held. */
final class ShapeReader {

  private static final Set<String> SAYS_NOTHING =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions",
          "title",
          "description",
          "default",
          "examples",
          "deprecated");

  private static final Set<String> WITH_TYPE =
      Set.of(
          "type",
          "properties",
          "required",
          // Nothing is written that the schema does not name, whatever this says.
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "format");

  private final JsonNode root;
  private final Deque<String> references = new ArrayDeque<>();

  ShapeReader(String schema) {
    try {
      root = Json.PLAIN.readTree(schema);
    } catch (JsonProcessingException e) {
      throw new UserError("the schema: expected JSON, got " + Json.reason(e));
    }
  }

  Shape read() {
    return read(root, "");
  }

  private Shape read(JsonNode schema, String path) {
    if (!schema.isObject()) {
      throw refused(path, "expected a schema (an object), got " + schema);
    }
    if (schema.has("$ref")) {
      return reference(schema, path);
    }
    if (schema.has("enum") || schema.has("const")) {
      return choice(schema, path);
    }
    for (String several : List.of("anyOf", "oneOf")) {
      if (schema.has(several)) {
        return several(schema, several, path);
      }
    }
    only(schema, WITH_TYPE, path);
    List<Shape> ways = new ArrayList<>();
    for (String type : types(schema, path)) {
      ways.add(typed(type, schema, path));
    }
    return either(ways);
  }

  private Shape reference(JsonNode schema, String path) {
    only(schema, Set.of("$ref"), path);
    String target = schema.get("$ref").asText();
    JsonNode found = SchemaReferences.find(root, target);
    if (found.isMissingNode()) {
      throw refused(path + "/$ref", "expected a place in this schema, got '" + target + "'");
    }
    if (references.contains(target)) {
      throw refused(path + "/$ref", "'" + target + "' contains itself, so answers have no end");
    }
    references.push(target);
    Shape shape = read(found, path);
    references.pop();
    return shape;
  }

  private Shape choice(JsonNode schema, String path) {
    String keyword = schema.has("enum") ? "enum" : "const";
    only(schema, Set.of(keyword, "type"), path);
    JsonNode values = schema.get(keyword);
    List<JsonNode> all = keyword.equals("enum") ? values.valueStream().toList() : List.of(values);
    Set<String> types = schema.has("type") ? types(schema, path) : JsonTypes.ALL;
    List<Automaton> words =
        all.stream()
            .filter(value -> JsonTypes.isOneOf(value, types))
            .map(value -> JsonLanguages.literal(value.toString()))
            .toList();
    if (words.isEmpty()) {
      throw refused(path + "/" + keyword, "expected a value of the type, got " + values);
    }
    return new Shape.Words(path + "/" + keyword, Automaton.union(words));
  }

  private Shape several(JsonNode schema, String keyword, String path) {
    only(schema, Set.of(keyword), path);
    JsonNode alternatives = schema.get(keyword);
    List<Shape> ways = new ArrayList<>();
    for (int i = 0; i < alternatives.size(); i++) {
      ways.add(read(alternatives.get(i), path + "/" + keyword + "/" + i));
    }
    if (ways.isEmpty()) {
      throw refused(path + "/" + keyword, "expected schemas, got " + alternatives);
    }
    if (keyword.equals("oneOf") && !new DisjointSchemas(root).all(alternatives)) {
      throw refused(
          path + "/oneOf",
          "expected alternatives of different types, or objects that a required property with an"
              + " enum tells apart; write anyOf where more than one may fit");
    }
    return either(ways);
  }

  private Shape typed(String type, JsonNode schema, String path) {
    return switch (type) {
      case "object" -> fields(schema, path);
      case "array" -> items(schema, path);
      case "string" -> text(schema, path);
      case "number" -> number(schema, path, true);
      case "integer" -> number(schema, path, false);
      case "boolean" ->
          new Shape.Words(
              path, JsonLanguages.literal("true").union(JsonLanguages.literal("false")));
      default -> new Shape.Words(path, JsonLanguages.literal("null"));
    };
  }

  private Shape fields(JsonNode schema, String path) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    List<Shape.Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      String at = path + "/properties/" + name;
      Shape value = read(property.getValue(), at);
      fields.add(new Shape.Field(at, name, required.remove(name), value));
    }
    if (!required.isEmpty()) {
      throw refused(path + "/required", "expected names out of 'properties', got " + required);
    }
    return new Shape.Fields(fields);
  }

  private Shape items(JsonNode schema, String path) {
    int least = limit(schema, "minItems", 0, path);
    int most = limit(schema, "maxItems", Math.max(least, Constraint.MOST_ITEMS), path);
    inOrder(least, most, path + "/maxItems");
    if (most == 0) {
      return new Shape.Words(path, JsonLanguages.literal("[]"));
    }
    if (!schema.has("items")) {
      throw refused(path, "an array needs 'items'; any value at all cannot be held");
    }
    return new Shape.Items(read(schema.get("items"), path + "/items"), least, most);
  }

  private Shape text(JsonNode schema, String path) {
    int least = limit(schema, "minLength", 0, path);
    int most = limit(schema, "maxLength", Math.max(least, Constraint.LONGEST_TEXT), path);
    inOrder(least, most, path + "/maxLength");
    String format = schema.path("format").asText();
    if (format.equals("verbatim")) {
      return new Shape.Verbatim(path, least, most);
    }
    if (!format.isEmpty()) {
      throw refused(path + "/format", "only 'verbatim' can be held, got '" + format + "'");
    }
    return new Shape.Text(least, most);
  }

  private Shape number(JsonNode schema, String path, boolean fraction) {
    OptionalInt least = bound(schema, "minimum", path);
    OptionalInt most = bound(schema, "maximum", path);
    if (least.isPresent() && most.isPresent()) {
      inOrder(least.getAsInt(), most.getAsInt(), path + "/maximum");
    }
    return new Shape.Words(path, JsonLanguages.number(least, most, fraction));
  }

  private OptionalInt bound(JsonNode schema, String keyword, String path) {
    JsonNode value = schema.path(keyword);
    if (value.isMissingNode()) {
      return OptionalInt.empty();
    }
    // One less than the limit: a bound is also taken one down and negated.
    if (!value.canConvertToExactIntegral() || Math.abs(value.asLong()) >= Integer.MAX_VALUE) {
      throw refused(path + "/" + keyword, "expected a whole number below 2^31, got " + value);
    }
    return OptionalInt.of(value.asInt());
  }

  private static int limit(JsonNode schema, String keyword, int otherwise, String path) {
    JsonNode value = schema.path(keyword);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.canConvertToExactIntegral() || value.asLong() < 0) {
      throw refused(path + "/" + keyword, "expected a whole number of 0 or more, got " + value);
    }
    return (int) Math.min(value.asLong(), ByteAutomaton.ENDLESS - 1);
  }

  private static void inOrder(int least, int most, String path) {
    if (least > most) {
      throw refused(path, "expected at least the minimum, " + least + ", got " + most);
    }
  }

  private static Set<String> types(JsonNode schema, String path) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      if (schema.has("properties")) {
        return Set.of("object");
      }
      if (schema.has("items")) {
        return Set.of("array");
      }
      throw refused(path, "expected a 'type'; any value at all cannot be held");
    }
    Set<String> types = new TreeSet<>();
    (type.isArray() ? type : List.of(type)).forEach(one -> types.add(one.asText()));
    if (types.isEmpty() || !JsonTypes.ALL.containsAll(types)) {
      throw refused(
          path + "/type", "expected some of " + new TreeSet<>(JsonTypes.ALL) + ", got " + type);
    }
    // Every integer is a number.
    if (types.contains("number")) {
      types.remove("integer");
    }
    return types;
  }

  private static void only(JsonNode schema, Set<String> understood, String path) {
    schema
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!understood.contains(name) && !SAYS_NOTHING.contains(name)) {
                throw refused(
                    path + "/" + name,
                    "this keyword cannot be held"
                        + (understood == WITH_TYPE ? "" : " beside " + new TreeSet<>(understood))
                        + "; take it out, or ask without constraint");
              }
            });
  }

  /** One automaton for what is regular; the rest each on its own. */
  private static Shape either(List<Shape> ways) {
    List<Shape> kept = new ArrayList<>();
    List<Automaton> words = new ArrayList<>();
    String path = "";
    for (Shape way : ways) {
      if (way instanceof Shape.Words w) {
        path = words.isEmpty() ? w.path() : path;
        words.add(w.language());
      } else {
        kept.add(way);
      }
    }
    if (!words.isEmpty()) {
      kept.add(new Shape.Words(path, Automaton.union(words)));
    }
    return kept.size() == 1 ? kept.get(0) : new Shape.Either(kept);
  }

  private static UserError refused(String path, String why) {
    return new UserError("the schema, at " + (path.isEmpty() ? "/" : path) + ": " + why);
  }
}
