package dev.claimbench.model.djl.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** {@code $ref} within one schema. */
final class SchemaReferences {
  private SchemaReferences() {}

  /** What {@code #/$defs/name} points at, or a missing node. */
  static JsonNode find(JsonNode root, String target) {
    if (target.equals("#")) {
      return root;
    }
    return target.startsWith("#/") ? root.at(target.substring(1)) : MissingNode.getInstance();
  }

  /** Follows references, as far as they lead; only for schemas that have been read. */
  static JsonNode follow(JsonNode root, JsonNode schema) {
    JsonNode at = schema;
    while (at.has("$ref")) {
      at = find(root, at.get("$ref").asText());
    }
    return at;
  }
}
