package dev.claimbench.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.text.Json;
import java.util.Optional;

/**
 * A file of the reply folder.
 *
 * @param application the Spark application that asked
 */
record KeptReply(String application, JournalEntry entry) {
  String toJson() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
  }

  /** Empty where it is damaged, or not of this key. */
  static Optional<KeptReply> parse(String json, String key) {
    try {
      KeptReply kept = Json.MAPPER.readValue(json, KeptReply.class);
      return Optional.ofNullable(kept)
          .filter(k -> k.application != null && k.entry != null)
          .filter(k -> k.entry.reply().isPresent() && key.equals(k.entry.key()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
