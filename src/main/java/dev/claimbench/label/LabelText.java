package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the page sends, as the label files have it: double quotes, flow lists, null for nothing. */
final class LabelText {
  /** Of a quantity; no article counts so far. */
  private static final double MOST = 1e18;

  private LabelText() {}

  /**
   * A claim's fields but for its id, a line each.
   *
   * @param passage writes a quote's words
   */
  static List<String> fields(JsonNode claim, UnaryOperator<String> passage) {
    List<String> lines = new ArrayList<>();
    lines.add("text: " + quoted(text("text", claim.path("text")).strip()));
    lines.add("quotes: " + list(claim.path("quotes"), passage));
    lines.add("speaker: " + orNull("speaker", claim.path("speaker")));
    lines.add("kind: " + word(claim.path("kind")));
    lines.add("quantity: " + quantity(claim.path("quantity")));
    lines.add("date: " + orNull("date", claim.path("date")));
    lines.add("hedge: " + word(claim.path("hedge")));
    lines.add("weight: " + word(claim.path("weight")));
    // Only where the file takes its weights from summaries; elsewhere the reader refuses it.
    if (claim.path("summaries").isNumber()) {
      lines.add("summaries: " + number(claim.path("summaries")));
    }
    return lines;
  }

  /**
   * {@code {label: REFUTED, evidence: ["…"], why: "…"}}.
   *
   * @param suggested whether it was made where a model's answer was shown
   * @param passage writes the words of a piece of evidence
   * @param votes what each annotator said, where it was settled between them
   */
  static String verdict(
      JsonNode verdict,
      boolean suggested,
      Map<String, String> votes,
      UnaryOperator<String> passage) {
    StringBuilder text = new StringBuilder("{label: ").append(word(verdict.path("label")));
    if (!verdict.path("evidence").isEmpty()) {
      text.append(", evidence: ").append(list(verdict.path("evidence"), passage));
    }
    if (verdict.path("via").asBoolean()) {
      text.append(", via: speaker");
    }
    if (!verdict.path("why").asText().isBlank()) {
      text.append(", why: ").append(quoted(verdict.path("why").asText().strip()));
    }
    if (suggested) {
      text.append(", suggested: true");
    }
    if (!votes.isEmpty()) {
      text.append(", votes: ").append(mapping(votes));
    }
    return text.append('}').toString();
  }

  /** {@code {anna: SUPPORTED, bob: REFUTED}}, of plain words only. */
  static String mapping(Map<String, String> words) {
    return words.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quantity(JsonNode q) {
    if (q.isNull() || q.isMissingNode()) {
      return "null";
    }
    if (!q.isObject()) {
      throw new UserError("quantity: expected a value with its unit, got '" + shortened(q) + "'");
    }
    String unit = ", unit: " + quoted(text("quantity.unit", q.path("unit")));
    return q.has("low")
        ? "{low: " + number(q.path("low")) + ", high: " + number(q.path("high")) + unit + "}"
        : "{value: " + number(q.path("value")) + unit + ", bound: " + word(q.path("bound")) + "}";
  }

  private static String number(JsonNode value) {
    if (!value.isNumber() || !(Math.abs(value.doubleValue()) < MOST)) {
      throw new UserError(
          "quantity: expected a number below 10 to the 18, got '" + shortened(value) + "'");
    }
    return value.decimalValue().toPlainString();
  }

  private static String shortened(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static String list(JsonNode values, UnaryOperator<String> passage) {
    List<String> parts = new ArrayList<>();
    values.forEach(v -> parts.add(passage.apply(text("a passage", v))));
    return "[" + String.join(", ", parts) + "]";
  }

  private static String orNull(String field, JsonNode value) {
    boolean none = value.isNull() || value.isMissingNode() || text(field, value).isBlank();
    return none ? "null" : quoted(value.asText().strip());
  }

  /** A number or a list would become a text that nobody typed. */
  private static String text(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw new UserError(field + ": expected text, got '" + shortened(value) + "'");
    }
    return value.asText();
  }

  /**
   * A word of a fixed set; the schema says which, and anything else is quoted and refused there.
   */
  private static String word(JsonNode value) {
    String text = value.asText();
    return text.matches("[A-Za-z][A-Za-z_ ]*") ? text : quoted(text);
  }

  /** An id as a key or a value: in quotes where YAML could take it for something else. */
  static String id(String id) {
    return id.matches("[a-z][a-z0-9-]*") && !id.matches("null|true|false") ? id : quoted(id);
  }

  /** YAML's double-quoted style, in which everything can be said. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                  if (c >= 0xD800 && c <= 0xDFFF) {
                    throw new UserError(
                        "half of a character (a lone surrogate) cannot be written; type it anew");
                  }
                  boolean strange =
                      c < 0x20
                          || c == 0x7F
                          || (c >= 0x80 && c < 0xA0)
                          || c == 0x2028
                          || c == 0x2029
                          || c == 0xFEFF;
                  if (strange) {
                    out.append("\\u").append(Text.format("%04X", c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }
}
