package dev.claimbench.model.djl.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** JSON schema's names of types. */
final class JsonTypes {
  static final Set<String> ALL =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");

  private JsonTypes() {}

  /** As JSON schema has it, 1.0 is an integer. */
  static boolean isOneOf(JsonNode value, Set<String> types) {
    return types.contains(name(value))
        || (value.isNumber() && types.contains("integer") && value.canConvertToExactIntegral());
  }

  /** The type of a value; {@code number} for every number. */
  static String name(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      default -> "null";
    };
  }
}
