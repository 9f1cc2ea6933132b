package dev.claimbench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one field of an answer that is a choice, such as the verdict.
 *
 * @param name the field's
 * @param labels what it can be, two or more, in the schema's order
 */
public record LabelField(String name, List<String> labels) {

  public LabelField {
    labels = List.copyOf(labels);
  }

  /**
   * The field that has an {@code enum} of texts; empty where none has, or several.
   *
   * @param schema of the answer, a JSON object; {@code {"properties": {"verdict": {"enum": ["A",
   *     "B"]}}}} has one, a list of objects with an {@code enum} inside has none
   */
  public static Optional<LabelField> find(String schema) {
    JsonNode properties;
    try {
      properties = Json.PLAIN.readTree(schema).path("properties");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a schema that is not JSON: " + schema, e);
    }
    List<LabelField> found = new ArrayList<>();
    properties
        .properties()
        .forEach(
            property -> {
              List<String> labels = new ArrayList<>();
              property.getValue().path("enum").forEach(label -> labels.add(label.asText()));
              if (labels.size() > 1) {
                found.add(new LabelField(property.getKey(), labels));
              }
            });
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
