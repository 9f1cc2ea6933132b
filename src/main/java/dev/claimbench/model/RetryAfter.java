package dev.claimbench.model;

import java.net.CookieHandler;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Until when a server asked to be left alone. LangChain4j drops the headers of answers that failed;
 * the JDK's HTTP client shows them all to its cookie handler.
 */
final class RetryAfter extends CookieHandler {
  private final Clock clock;
  private volatile Instant notBefore = Instant.MIN;

  RetryAfter(Clock clock) {
    this.clock = clock;
  }

  /** How long from now on; empty where nothing was asked, or the time is over. */
  Optional<Duration> left() {
    Instant now = clock.instant();
    return now.isBefore(notBefore)
        ? Optional.of(Duration.between(now, notBefore))
        : Optional.empty();
  }

  /** The failure with what the server asked for, where it is one that asks for patience. */
  ModelException told(ModelException failure) {
    boolean patience =
        failure.reason() == ModelException.Cause.RATE_LIMIT
            || failure.reason() == ModelException.Cause.SERVER;
    return patience && left().isPresent()
        ? new ModelException(
            failure.reason(), failure.getMessage(), failure.getCause(), left().get())
        : failure;
  }

  @Override
  public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
    return Map.of();
  }

  @Override
  public void put(URI uri, Map<String, List<String>> responseHeaders) {
    responseHeaders.forEach(
        (name, values) -> {
          if (name.equalsIgnoreCase("Retry-After") && !values.isEmpty()) {
            note(values.get(0).strip());
          }
        });
  }

  /** Seconds or a date (RFC 9110, section 10.2.3); anything else is let be. */
  private void note(String value) {
    try {
      notBefore =
          value.matches("[0-9]{1,6}")
              ? clock.instant().plusSeconds(Long.parseLong(value))
              : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      // Not a time: as if it had said nothing.
      return;
    }
  }
}
