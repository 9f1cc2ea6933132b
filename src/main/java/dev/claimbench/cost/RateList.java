package dev.claimbench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What APIs take ({@code eval/prices.yaml}), or machines of one's own and rented ones ({@code
 * eval/hardware.yaml}), as the user keeps them.
 *
 * @param where the file, for messages
 * @param rates by name, a price by {@code provider/model}; in the order of the file
 * @param missing how the message about a name that is not there begins
 */
public record RateList<R extends Rate>(String where, Map<String, R> rates, String missing) {
  /** Reads the prices; one without a date or a source is refused. */
  public static RateList<Price> prices(Path file) {
    return prices(file.toString(), TextFiles.read(file));
  }

  /**
   * Reads text.
   *
   * @throws UserError with the path of what is wrong
   */
  static RateList<Price> prices(String where, String text) {
    return parse(
        where, text, "prices-1.schema.json", "prices", "no price for", node -> price(where, node));
  }

  /** Reads the machines. */
  public static RateList<Machine> machines(Path file) {
    return machines(file.toString(), TextFiles.read(file));
  }

  /** As {@link #prices(String, String)}. */
  static RateList<Machine> machines(String where, String text) {
    return parse(
        where,
        text,
        "hardware-1.schema.json",
        "machines",
        "no machine",
        node -> machine(where, node));
  }

  private static <R extends Rate> RateList<R> parse(
      String where,
      String text,
      String schema,
      String list,
      String missing,
      Function<JsonNode, R> row) {
    Map<String, R> rates = new LinkedHashMap<>();
    for (JsonNode node : YamlFiles.parse(where, text, schema).get(list)) {
      R rate = row.apply(node);
      if (rates.put(rate.name(), rate) != null) {
        throw new UserError(where + ": '" + rate.name() + "' is there twice; keep one");
      }
    }
    return new RateList<>(where, rates, missing);
  }

  private static Price price(String where, JsonNode node) {
    return new Price(
        node.get("provider").asText(),
        node.get("model").asText(),
        node.get("input").asDouble(),
        node.hasNonNull("cached_input")
            ? OptionalDouble.of(node.get("cached_input").asDouble())
            : OptionalDouble.empty(),
        node.get("output").asDouble(),
        node.get("currency").asText(),
        date(where, node),
        node.get("source").asText());
  }

  private static Machine machine(String where, JsonNode node) {
    return new Machine(
        node.get("name").asText(),
        node.get("currency").asText(),
        node.path("price").asDouble(0),
        node.path("life_years").asDouble(1),
        node.path("per_hour").asDouble(0),
        node.get("utilisation").asDouble(),
        node.path("watts").asDouble(0),
        node.path("idle_watts").asDouble(0),
        node.path("kwh").asDouble(0),
        date(where, node),
        node.get("source").asText(),
        Optional.empty());
  }

  private static LocalDate date(String where, JsonNode node) {
    try {
      return LocalDate.parse(node.get("date").asText());
    } catch (DateTimeException e) {
      throw new UserError(
          where + ": date: expected a day as 2026-11-22, got '" + node.get("date").asText() + "'");
    }
  }

  /**
   * The rate of that name.
   *
   * @throws UserError with the names that there are
   */
  public R find(String name) {
    R rate = rates.get(name);
    if (rate == null) {
      throw new UserError(
          "%s: %s '%s'; it has %s; add it with its date and source"
              .formatted(where, missing, name, String.join(", ", rates.keySet())));
    }
    return rate;
  }
}
