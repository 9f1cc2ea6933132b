package dev.claimbench.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is probably not meant in a prompt that can be read. */
public final class PromptLint {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Set<String> KNOWN = Set.of("article", "title", "published", "claim");
  private static final Pattern CONTROL = Pattern.compile("<\\|\\w+\\|>|\\[/?INST]|</?think>");

  private PromptLint() {}

  /**
   * A finding.
   *
   * @param wrong it cannot work as it stands; else it is only worth a look
   */
  public record Problem(boolean wrong, String text) {}

  /** Looks at one prompt. */
  public static List<Problem> check(PromptKind kind, PromptTemplate template) {
    List<Problem> found = new ArrayList<>();
    Matcher places = PLACE.matcher(template.system() + "\n" + template.user());
    while (places.find()) {
      if (!KNOWN.contains(places.group(1))
          || !places.group().equals("{{" + places.group(1) + "}}")) {
        found.add(
            new Problem(
                true,
                places.group()
                    + " is not filled in; there are {{article}}, {{title}}, {{published}} and"
                    + " {{claim}}, without blanks"));
      }
    }
    if (template.system().contains("{{")) {
      found.add(
          new Problem(
              false, "'# system' has a place in it: no server can reuse it for the next article"));
    }
    int article = template.user().indexOf("{{article}}");
    int claim = template.user().indexOf("{{claim}}");
    if (claim >= 0 && claim < article) {
      found.add(
          new Problem(
              false,
              "{{claim}} comes before {{article}}: a server reads the article anew each time"));
    }
    if (claim >= 0 && !kind.places().contains(PromptKind.CLAIM)) {
      found.add(new Problem(true, "{{claim}} is empty when claims are extracted"));
    }
    Matcher control = CONTROL.matcher(template.system() + "\n" + template.user());
    if (control.find()) {
      found.add(
          new Problem(
              false,
              control.group() + " is a chat template's own: a model may end its turn there"));
    }
    examples(template, found);
    schema(template.schema(), found);
    return found;
  }

  /** A line of the instructions that is JSON is an example, and models copy examples. */
  private static void examples(PromptTemplate template, List<Problem> found) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(template.schema());
    for (String line : template.system().lines().filter(l -> l.startsWith("{\"")).toList()) {
      var errors = schema.validate(line, InputFormat.JSON);
      if (!errors.isEmpty()) {
        found.add(
            new Problem(true, "its example is not what its schema asks for: " + errors.get(0)));
      }
    }
  }

  private static void schema(String text, List<Problem> found) {
    try {
      unbounded(Json.PLAIN.readTree(text), "", found);
    } catch (JsonProcessingException e) {
      found.add(new Problem(true, "its schema is not JSON"));
    }
  }

  /** A small model that is lost writes one text until its tokens are spent. */
  private static void unbounded(JsonNode node, String path, List<Problem> found) {
    String bound =
        switch (node.path("type").asText()) {
          case "string" -> node.has("enum") || node.has("maxLength") ? "" : "maxLength";
          case "array" -> node.has("maxItems") ? "" : "maxItems";
          default -> "";
        };
    if (!bound.isEmpty()) {
      found.add(new Problem(false, "schema" + path + " has no " + bound));
    }
    node.path("properties")
        .properties()
        .forEach(e -> unbounded(e.getValue(), path + "." + e.getKey(), found));
    if (node.has("items")) {
      unbounded(node.get("items"), path + "[]", found);
    }
  }
}
