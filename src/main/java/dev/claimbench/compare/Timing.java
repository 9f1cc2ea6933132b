package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.ServerNumbers;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;

/**
 * How fast a run was, from {@code timings.json}: the slowest task counts. Empty where not reported.
 *
 * @param medianSeconds wall time of one call
 * @param p95Seconds wall time that 95% of the calls kept within
 * @param tokensPerSecond answer tokens, by the runtime's own times
 * @param memoryMegabytes most memory held, where the file's {@code memoryMegabytes} tells it
 */
public record Timing(
    OptionalDouble medianSeconds,
    OptionalDouble p95Seconds,
    OptionalDouble tokensPerSecond,
    OptionalDouble memoryMegabytes) {
  public static final Timing UNKNOWN =
      new Timing(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /**
   * Reads {@code timings.json}; unknown where there is none.
   *
   * @throws UserError where it is not JSON
   */
  public static Timing read(Path file) {
    if (!Files.exists(file)) {
      return UNKNOWN;
    }
    try {
      return parse(
          Json.MAPPER.readTree(TextFiles.decode(file.toString(), Files.readAllBytes(file))));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not JSON (" + Json.reason(e) + ")");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  static Timing parse(JsonNode root) {
    OptionalDouble median = OptionalDouble.empty();
    OptionalDouble p95 = OptionalDouble.empty();
    OptionalDouble rate = OptionalDouble.empty();
    for (JsonNode task : root.path("tasks")) {
      median = larger(median, seconds(task.path("median")));
      p95 = larger(p95, seconds(task.path("p95")));
      JsonNode tokens = task.path("answerTokensPerSecond");
      if (isCount(tokens)) {
        rate = OptionalDouble.of(Math.min(rate.orElse(Double.MAX_VALUE), tokens.asDouble()));
      }
    }
    JsonNode memory = root.path("memoryMegabytes");
    return new Timing(
        median,
        p95,
        rate,
        isCount(memory) ? OptionalDouble.of(memory.asDouble()) : OptionalDouble.empty());
  }

  private static OptionalDouble seconds(JsonNode node) {
    // A replayed or imported answer takes no time, which says nothing of the model.
    if (!node.isTextual()) {
      return OptionalDouble.empty();
    }
    Duration time;
    try {
      time = Duration.parse(node.asText());
    } catch (DateTimeParseException e) {
      throw new UserError(
          "timings: expected a time such as PT1.5S, got '" + Text.shorten(node.asText(), 40) + "'");
    }
    return time.isZero() || !ServerNumbers.isPlausible(time)
        ? OptionalDouble.empty()
        : OptionalDouble.of(time.toNanos() / 1e9);
  }

  private static boolean isCount(JsonNode node) {
    return node.isNumber() && node.asDouble() >= 0 && Double.isFinite(node.asDouble());
  }

  private static OptionalDouble larger(OptionalDouble a, OptionalDouble b) {
    return b.isEmpty() ? a : OptionalDouble.of(Math.max(a.orElse(0), b.getAsDouble()));
  }
}
