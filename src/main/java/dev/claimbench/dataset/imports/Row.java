package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of a file, with where it stands.
 *
 * @param where file and line, e.g. {@code dev.jsonl:12}
 * @param node a JSON object
 */
public record Row(String where, JsonNode node) {
  private static final int SHOWN = 60;

  /** The mistake in one field: what was expected and what is there. */
  public UserError error(String field, String expected) {
    JsonNode got = node.at("/" + field.replace('.', '/'));
    return new UserError(where + ": " + field + ": expected " + expected + ", got " + shown(got));
  }

  /** A field that must be text and not blank. */
  public String text(String field) {
    return optional(field).orElseThrow(() -> error(field, "text"));
  }

  /** A field that may be missing, null or blank; anything else than text is an error. */
  public Optional<String> optional(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw error(field, "text");
    }
    return value.asText().isBlank() ? Optional.empty() : Optional.of(value.asText());
  }

  /** A name: text, or a whole number as text. */
  public String name(String field) {
    JsonNode value = node.path(field);
    if (value.isIntegralNumber() || (value.isTextual() && !value.asText().isBlank())) {
      return value.asText();
    }
    throw error(field, "an id (text or a whole number)");
  }

  /** A field that must be a list. */
  public JsonNode list(String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw error(field, "a list");
    }
    return value;
  }

  /** A field that must be a list of texts. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(field)) {
      if (!value.isTextual()) {
        throw error(field, "a list of texts");
      }
      texts.add(value.asText());
    }
    return texts;
  }

  /** A JSON value short enough for a message. */
  static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
