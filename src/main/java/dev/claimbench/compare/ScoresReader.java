package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Part;
import dev.claimbench.score.Repeats;
import dev.claimbench.score.ScoringVersion;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Reads {@code scores.json} and baselines, which hold the same keys in fewer words. */
public final class ScoresReader {
  private static final int VERSION = 1;

  /** Bytes of a file that is read whole; one in UTF-16 is small. */
  private static final long SMALL = 16_000_000;

  private ScoresReader() {}

  /**
   * Reads a file.
   *
   * @throws UserError where it is not there, not JSON, or not of this form and version
   */
  public static Scores read(Path file) {
    try {
      if (Files.size(file) <= SMALL) {
        return parse(file.toString(), TextFiles.decode(file.toString(), Files.readAllBytes(file)));
      }
      try (JsonParser json = Json.MAPPER.createParser(file.toFile())) {
        return parse(file.toString(), json);
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw notScores(file.toString(), e);
      }
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /**
   * Reads text.
   *
   * @param name what to call it
   */
  public static Scores parse(String name, String text) {
    try (JsonParser json = Json.MAPPER.createParser(text)) {
      return parse(name, json);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw notScores(name, e);
    } catch (IOException e) {
      throw new AssertionError("text is always there", e);
    }
  }

  private static UserError notScores(String name, Exception e) {
    return new UserError(name + ": not scores (" + e.getMessage().lines().findFirst().get() + ")");
  }

  /** An element at a time of the lists that grow with the run; as a tree they take a gigabyte. */
  private static Scores parse(String name, JsonParser json) throws IOException {
    ObjectNode root = Json.MAPPER.createObjectNode();
    Lists lists = new Lists();
    if (json.nextToken() == JsonToken.START_OBJECT) {
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        boolean isList = json.nextToken() == JsonToken.START_ARRAY;
        if (isList && lists.takes(field)) {
          root.putArray(field);
          while (json.nextToken() != JsonToken.END_ARRAY) {
            lists.add(field, json.readValueAsTree());
          }
        } else {
          root.set(field, json.readValueAsTree());
        }
      }
    }
    if (root.path("version").asInt() != VERSION || !root.has("figures")) {
      throw new UserError(
          name
              + ": expected scores of version "
              + VERSION
              + ", as `claimbench score` writes, got "
              + (root.has("version") ? "version " + root.get("version") : "no version"));
    }
    requireCurrent(name, root);
    return parse(name, root, lists);
  }

  /** What becomes of the elements of these lists. */
  private static final class Lists {
    private final Map<String, String> articles = new TreeMap<>();
    private final ItemList claims = new ItemList();
    private final ItemList verdicts = new ItemList();
    private final Map<String, Measure> measures = new LinkedHashMap<>();
    private final Map<String, String> known = new HashMap<>();

    boolean takes(String field) {
      return field.equals("articles") || field.equals("verdicts") || field.equals("figures");
    }

    void add(String field, JsonNode element) {
      switch (field) {
        case "articles" -> {
          articles.put(element.path("article").asText(), element.path("textHash").asText());
          for (JsonNode gold : element.path("gold")) {
            if (gold.path("required").asBoolean()) {
              claims.add(claim(element, gold));
            }
          }
        }
        case "verdicts" -> verdicts.add(verdict(element));
        default -> {
          Measure measure = measure(element, known);
          measures.put(measure.name(), measure);
        }
      }
    }
  }

  /** Figures of another scoring are not the same figures. */
  private static void requireCurrent(String name, JsonNode root) {
    int scoring = root.path(ScoringVersion.FIELD).asInt(ScoringVersion.FIRST);
    if (scoring != ScoringVersion.CURRENT) {
      throw new UserError(
          name
              + ": expected figures of scoring version "
              + ScoringVersion.CURRENT
              + ", got version "
              + scoring
              + "; make it again from its run: "
              + (root.has("baseline")
                  ? "claimbench bless RUN --name " + root.path("baseline").asText()
                  : "claimbench score RUN"));
    }
  }

  private static Scores parse(String name, JsonNode root, Lists lists) {
    // Claims first, whichever of the two lists comes first in the file.
    ItemList items = lists.claims;
    lists.verdicts.settled(false).forEach(items::add);
    Map<String, Outcomes> outcomes = new TreeMap<>();
    root.path("outcomes")
        .properties()
        .forEach(
            e -> outcomes.put(e.getKey(), Json.MAPPER.convertValue(e.getValue(), Outcomes.class)));
    Repeats repeats =
        root.has("repeats")
            ? Json.MAPPER.convertValue(root.get("repeats"), Repeats.class)
            : Repeats.NONE;
    return new Scores(
        name,
        root.path("model").asText(),
        settings(root),
        root.path("goldHash").asText(),
        root.path("complete").asBoolean(),
        lists.articles,
        outcomes,
        lists.measures,
        items.settled(true),
        repeats);
  }

  private static Map<String, String> settings(JsonNode root) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("model", root.path("model").asText());
    made.put("model digest", root.path("modelDigest").asText());
    root.path("promptHashes")
        .properties()
        .forEach(e -> made.put("prompt of " + e.getKey(), e.getValue().asText()));
    root.path("made").properties().forEach(e -> made.put(e.getKey(), e.getValue().asText()));
    return made;
  }

  private static Measure measure(JsonNode node, Map<String, String> known) {
    List<Part> parts = new ArrayList<>();
    if (node.path("parts").isObject()) {
      node.path("parts").properties().forEach(e -> parts.add(compact(e.getKey(), e.getValue())));
    } else {
      node.path("parts").forEach(part -> parts.add(part(part, known)));
    }
    return new Measure(
        node.path("name").asText(),
        node.hasNonNull("value")
            ? OptionalDouble.of(number(node.path("name").asText(), node.path("value")))
            : OptionalDouble.empty(),
        node.path("unscored").asText(),
        parts);
  }

  private static Part part(JsonNode node, Map<String, String> known) {
    return new Part(
        once(node.path("story").asText(), known),
        once(node.path("group").asText(), known),
        numbers(node.path("sums")));
  }

  /** All figures name the same stories. */
  private static String once(String name, Map<String, String> known) {
    return known.computeIfAbsent(name, k -> k);
  }

  /** A baseline's: the key is the story, or story/article where there are few stories. */
  private static Part compact(String key, JsonNode sums) {
    return new Part(key.replaceFirst("/.*", ""), key, numbers(sums));
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(x -> numbers.add(number("sums", x)));
    return numbers;
  }

  /** What is no number would be a 0 that nobody measured. */
  private static double number(String what, JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
      throw new IllegalArgumentException(what + ": expected a number, got " + node);
    }
    return node.asDouble();
  }

  private static Item claim(JsonNode article, JsonNode gold) {
    String missed = gold.has("answered") ? Item.CONTRARY : Item.MISSED;
    return Item.claim(
        article.path("article").asText(),
        gold.path("id").asText(),
        article.path("story").asText(),
        gold.path("text").asText(),
        gold.path("outcome").asText(gold.path("found").asBoolean() ? Item.FOUND : missed),
        gold.path("quote").asText());
  }

  private static Item verdict(JsonNode node) {
    String outcome = node.path("outcome").asText();
    String id = node.path("id").asText();
    return Item.verdict(
        id,
        node.path("story").asText(id.replaceFirst("/.*", "")),
        node.path("claim").asText(),
        node.path("disputed").asBoolean() ? Item.DISPUTED : node.path("gold").asText(),
        node.path("predicted").asText(outcome.isEmpty() ? "no answer" : outcome),
        node.path("right").asBoolean(),
        node.path("quote").asText(node.path("quoted").asText()));
  }
}
