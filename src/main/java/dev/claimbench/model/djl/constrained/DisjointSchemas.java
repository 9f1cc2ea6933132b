package dev.claimbench.model.djl.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether no value fits two of several schemas: by what can be seen of them, so that a "no" may be
 * wrong and a "yes" is not.
 */
final class DisjointSchemas {
  private final JsonNode root;

  DisjointSchemas(JsonNode root) {
    this.root = root;
  }

  boolean all(JsonNode schemas) {
    for (int i = 0; i < schemas.size(); i++) {
      for (int j = i + 1; j < schemas.size(); j++) {
        if (!two(
            SchemaReferences.follow(root, schemas.get(i)),
            SchemaReferences.follow(root, schemas.get(j)))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean two(JsonNode a, JsonNode b) {
    if (Collections.disjoint(types(a), types(b))) {
      return true;
    }
    Set<String> x = strings(a);
    Set<String> y = strings(b);
    if (!x.isEmpty() && !y.isEmpty()) {
      return Collections.disjoint(x, y);
    }
    return types(a).equals(Set.of("object"))
        && types(b).equals(Set.of("object"))
        && toldApart(a, b);
  }

  private boolean toldApart(JsonNode a, JsonNode b) {
    for (JsonNode name : a.path("required")) {
      boolean inBoth = b.path("required").valueStream().anyMatch(name::equals);
      String at = name.asText();
      if (inBoth && a.path("properties").has(at) && b.path("properties").has(at)) {
        Set<String> x = strings(SchemaReferences.follow(root, a.get("properties").get(at)));
        Set<String> y = strings(SchemaReferences.follow(root, b.get("properties").get(at)));
        if (!x.isEmpty() && !y.isEmpty() && Collections.disjoint(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The values of an enum or const of strings; nothing for any other schema. */
  private static Set<String> strings(JsonNode schema) {
    Set<String> strings = new HashSet<>();
    if (schema.path("const").isTextual()) {
      strings.add(schema.get("const").asText());
    }
    for (JsonNode value : schema.path("enum")) {
      if (!value.isTextual()) {
        return Set.of();
      }
      strings.add(value.asText());
    }
    return strings;
  }

  private Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    for (String several : Set.of("anyOf", "oneOf")) {
      for (JsonNode one : schema.path(several)) {
        types.addAll(types(SchemaReferences.follow(root, one)));
      }
    }
    schema.path("enum").forEach(value -> types.add(JsonTypes.name(value)));
    if (schema.has("const")) {
      types.add(JsonTypes.name(schema.get("const")));
    }
    if (types.isEmpty()) {
      JsonNode type = schema.path("type");
      if (type.isArray()) {
        type.forEach(one -> types.add(one.asText()));
      } else {
        String name = schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
        types.add(type.isMissingNode() ? name : type.asText());
      }
    }
    if (types.remove("integer")) {
      types.add("number");
    }
    return types;
  }
}
