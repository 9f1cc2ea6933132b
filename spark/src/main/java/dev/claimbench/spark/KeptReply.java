package dev.claimbench.spark;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.text.Json;
import java.util.Optional;

/**
 * A file of the reply folder.
 *
 * @param application the Spark application that asked
 * @param entry a {@link JournalEntry} as JSON, which the file and the row of a call have alike
 */
record KeptReply(String application, @JsonRawValue String entry) {
  /** As it is read. */
  private record Content(String application, JournalEntry entry) {}

  static KeptReply of(String application, JournalEntry entry) {
    return new KeptReply(application, OwnJson.write(entry));
  }

  String toJson() {
    return OwnJson.write(this);
  }

  /** Empty where it is damaged, or not of this key. */
  static Optional<KeptReply> parse(String json, String key) {
    try {
      Content kept = Json.MAPPER.readValue(json, Content.class);
      return Optional.ofNullable(kept)
          .filter(k -> k.application != null && k.entry != null)
          .filter(k -> k.entry.reply().isPresent() && key.equals(k.entry.key()))
          .map(k -> of(k.application, k.entry));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
