package dev.claimbench.model.gguf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import de.kherud.llama.LlamaModel;
import dev.claimbench.text.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The grammar (GBNF) that lets only a schema's JSON through. */
final class GgufGrammar {

  /** llama.cpp's own rule lets a small model write twenty tabs where it does not know what next. */
  private static final String SPACE = "(?m)^space ::=.*$";

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");

  /** What the conversion honours, and what says nothing. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "enum",
          "const",
          "anyOf",
          "oneOf",
          "description",
          "title",
          "$schema",
          "$id",
          "$comment",
          "default",
          "examples");

  private GgufGrammar() {}

  /**
   * Turns a schema into a grammar; {@code minItems}, {@code maxItems}, {@code maxLength}
   * (characters), {@code enum} and the order of properties hold.
   *
   * @throws IllegalArgumentException for a schema that llama.cpp could not convert: it would abort
   *     the whole process
   */
  static String fromSchema(String schema) {
    try {
      check(Json.PLAIN.readTree(schema), "$");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + Json.reason(e), e);
    }
    return LlamaModel.jsonSchemaToGrammar(schema).replaceFirst(SPACE, "space ::= \" \"?");
  }

  /**
   * The same, with thinking before it: any text up to {@code </think>}. Chat templates of some
   * models write the beginning {@code <think>} themselves.
   */
  static String afterThinking(String schema) {
    return fromSchema(schema).replaceFirst("(?m)^root ::=", "after-thinking ::=")
        + "\nroot ::= \"<think>\"? thinking \"</think>\" [ \\n]{0,4} after-thinking\n"
        + "thinking ::= ([^<] | \"<\" [^/])*\n";
  }

  private static void check(JsonNode schema, String path) {
    if (!schema.isObject()) {
      throw new IllegalArgumentException(path + ": a schema was expected, got " + schema);
    }
    Iterator<String> names = schema.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!KEYWORDS.contains(name)) {
        throw new IllegalArgumentException(
            path + ": the keyword '" + name + "' cannot be turned into a grammar");
      }
    }
    boolean choice = List.of("enum", "const", "anyOf", "oneOf").stream().anyMatch(schema::has);
    if (!choice || schema.has("type")) {
      checkType(schema.path("type"), path);
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      check(property.getValue(), path + "." + property.getKey());
    }
    if (schema.has("items")) {
      check(schema.get("items"), path + ".items");
    }
    for (String several : List.of("anyOf", "oneOf")) {
      for (JsonNode one : schema.path(several)) {
        check(one, path + "." + several);
      }
    }
  }

  private static void checkType(JsonNode type, String path) {
    List<JsonNode> types = type.isArray() ? type.valueStream().toList() : List.of(type);
    for (JsonNode one : types) {
      if (!TYPES.contains(one.asText())) {
        throw new IllegalArgumentException(
            path + ": a type of " + TYPES.stream().sorted().toList() + " was expected, got " + one);
      }
    }
  }
}
