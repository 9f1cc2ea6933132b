package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.score.MetricSums.Part;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Repeats;
import dev.claimbench.score.ScoringVersion;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Reads {@code scores.json} and baselines, which hold the same keys in fewer words. */
public final class ScoresReader {
  private static final int VERSION = 1;

  private ScoresReader() {}

  /**
   * Reads a file.
   *
   * @throws UserError where it is not there, not JSON, or not of this form and version
   */
  public static Scores read(Path file) {
    try {
      return parse(file.toString(), TextFiles.decode(file.toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * Reads text.
   *
   * @param name what to call it
   */
  public static Scores parse(String name, String text) {
    try {
      JsonNode root = Json.MAPPER.readTree(text);
      if (root.path("version").asInt() != VERSION || !root.has("figures")) {
        throw new UserError(
            name
                + ": expected scores of version "
                + VERSION
                + ", as `claimbench score` writes, got "
                + (root.has("version") ? "version " + root.get("version") : "no version"));
      }
      requireCurrent(name, root);
      return parse(name, root);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UserError(name + ": not scores (" + e.getMessage().lines().findFirst().get() + ")");
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

  private static Scores parse(String name, JsonNode root) {
    Map<String, String> articles = new TreeMap<>();
    List<Item> items = new ArrayList<>();
    for (JsonNode article : root.path("articles")) {
      articles.put(article.path("article").asText(), article.path("textHash").asText());
      for (JsonNode gold : article.path("gold")) {
        if (gold.path("required").asBoolean()) {
          items.add(claim(article, gold));
        }
      }
    }
    root.path("verdicts").forEach(v -> items.add(verdict(v)));
    Map<String, Outcomes> outcomes = new TreeMap<>();
    root.path("outcomes")
        .properties()
        .forEach(
            e -> outcomes.put(e.getKey(), Json.MAPPER.convertValue(e.getValue(), Outcomes.class)));
    Map<String, Measure> measures = new LinkedHashMap<>();
    root.path("figures").forEach(f -> measures.put(f.path("name").asText(), measure(f)));
    return new Scores(
        name,
        root.path("model").asText(),
        made(root),
        root.path("goldHash").asText(),
        root.path("complete").asBoolean(),
        articles,
        outcomes,
        measures,
        Item.settled(items),
        root.has("repeats")
            ? Json.MAPPER.convertValue(root.get("repeats"), Repeats.class)
            : Repeats.NONE);
  }

  private static Map<String, String> made(JsonNode root) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("model", root.path("model").asText());
    made.put("model digest", root.path("modelDigest").asText());
    root.path("promptHashes")
        .properties()
        .forEach(e -> made.put("prompt of " + e.getKey(), e.getValue().asText()));
    root.path("made").properties().forEach(e -> made.put(e.getKey(), e.getValue().asText()));
    return made;
  }

  private static Measure measure(JsonNode node) {
    List<Part> parts = new ArrayList<>();
    if (node.path("parts").isObject()) {
      node.path("parts").properties().forEach(e -> parts.add(compact(e.getKey(), e.getValue())));
    } else {
      node.path("parts").forEach(part -> parts.add(part(part)));
    }
    return new Measure(
        node.path("name").asText(),
        node.hasNonNull("value")
            ? OptionalDouble.of(number(node.path("name").asText(), node.path("value")))
            : OptionalDouble.empty(),
        node.path("unscored").asText(),
        parts);
  }

  private static Part part(JsonNode node) {
    return new Part(
        node.path("story").asText(), node.path("group").asText(), numbers(node.path("sums")));
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
