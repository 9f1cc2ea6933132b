package dev.claimbench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
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
    return new PriceList(
        where,
        RateFile.rows(where, text, "prices-1.schema.json", "prices", node -> price(where, node)));
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
        RateFile.date(where, node),
        node.get("source").asText());
  }

  /**
   * A model's price.
   *
   * @param name {@code provider/model}
   * @throws UserError with the names that there are
   */
  public Price price(String name) {
    return RateFile.named(where, prices, name, "no price for", "; add it with its date and source");
  }
}
