package dev.claimbench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * {@code eval/hardware.yaml}: machines of one's own and rented ones.
 *
 * @param where the file, for messages
 * @param machines by name, in the order of the file
 */
public record MachineList(String where, Map<String, Machine> machines) {
  /** Reads the file. */
  public static MachineList read(Path file) {
    return parse(file.toString(), TextFiles.read(file));
  }

  /**
   * Reads text.
   *
   * @throws UserError with the path of what is wrong
   */
  public static MachineList parse(String where, String text) {
    return new MachineList(
        where,
        RateFile.rows(
            where, text, "hardware-1.schema.json", "machines", node -> machine(where, node)));
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
        RateFile.date(where, node),
        node.get("source").asText(),
        Optional.empty());
  }

  /**
   * The machine of that name.
   *
   * @throws UserError with the names that there are
   */
  public Machine machine(String name) {
    return RateFile.named(where, machines, name, "no machine", "");
  }
}
