package dev.claimbench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.TextFiles;
import dev.claimbench.corpus.YamlFiles;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code eval/prices.yaml}: what APIs take, as the user keeps it.
 *
 * @param where the file, for messages
 * @param prices by {@code provider/model}, in the order of the file
 */
public record PriceList(String where, Map<String, Price> prices) {
  /** Reads the file; a price without a date or a source is refused. */
  public static PriceList read(Path file) {
    return parse(file.toString(), TextFiles.read(file));
  }

  /**
   * Reads text.
   *
   * @throws UserError with the path of what is wrong
   */
  public static PriceList parse(String where, String text) {
    Map<String, Price> prices = new LinkedHashMap<>();
    for (JsonNode node : YamlFiles.parse(where, text, "prices-1.schema.json").get("prices")) {
      Price price =
          new Price(
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
      if (prices.put(price.name(), price) != null) {
        throw new UserError(where + ": " + price.name() + " is there twice; keep one price");
      }
    }
    return new PriceList(where, prices);
  }

  /** The day of a row's figures. */
  static LocalDate date(String where, JsonNode node) {
    try {
      return LocalDate.parse(node.get("date").asText());
    } catch (DateTimeException e) {
      throw new UserError(
          where + ": date: expected a day as 2026-11-22, got '" + node.get("date").asText() + "'");
    }
  }

  /**
   * A model's price.
   *
   * @param name {@code provider/model}
   * @throws UserError with the names that there are
   */
  public Price price(String name) {
    Price price = prices.get(name);
    if (price == null) {
      throw new UserError(
          "%s: no price for '%s'; it has %s; add it with its date and source"
              .formatted(where, name, String.join(", ", prices.keySet())));
    }
    return price;
  }
}
