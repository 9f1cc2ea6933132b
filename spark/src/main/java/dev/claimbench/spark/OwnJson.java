package dev.claimbench.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.text.Json;

/** Our own records as JSON, between the driver, executors and the out folder. */
final class OwnJson {
  private OwnJson() {}

  static String write(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
  }

  /**
   * @param json what {@link #write} gave
   * @throws IllegalStateException where it is anything else
   */
  static <T> T read(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a " + type.getSimpleName(), e);
    }
  }
}
