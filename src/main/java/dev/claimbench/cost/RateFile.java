package dev.claimbench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What files of rates have in common: rows with a date, each name once. */
final class RateFile {
  private RateFile() {}

  /**
   * Reads the rows.
   *
   * @param schema of our own
   * @param list the key under which they are
   * @return by name, in the order of the file
   * @throws UserError with the path of what is wrong
   */
  static <R extends Rate> Map<String, R> rows(
      String where, String text, String schema, String list, Function<JsonNode, R> row) {
    Map<String, R> rows = new LinkedHashMap<>();
    for (JsonNode node : YamlFiles.parse(where, text, schema).get(list)) {
      R rate = row.apply(node);
      if (rows.put(rate.name(), rate) != null) {
        throw new UserError(where + ": '" + rate.name() + "' is there twice; keep one");
      }
    }
    return rows;
  }

  /**
   * The row of that name.
   *
   * @param missing such as {@code no price for}
   * @param advice what to do; may be empty
   * @throws UserError with the names that there are
   */
  static <R extends Rate> R named(
      String where, Map<String, R> rows, String name, String missing, String advice) {
    R rate = rows.get(name);
    if (rate == null) {
      throw new UserError(
          "%s: %s '%s'; it has %s%s"
              .formatted(where, missing, name, String.join(", ", rows.keySet()), advice));
    }
    return rate;
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
}
