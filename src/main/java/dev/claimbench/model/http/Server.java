package dev.claimbench.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.ModelException;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A model server as errors speak of it.
 *
 * @param spec the model as the user named it
 * @param howToStart what to do when nothing answers at the address
 * @param whenMissing what to do when it does not know the model; asked only then
 * @param secret API key, blotted out wherever a server repeats it; empty for none
 */
public record Server(
    String spec, URI endpoint, String howToStart, Supplier<String> whenMissing, String secret) {
  private static final int SHOWN = 300;
  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

  /** Those with which servers refuse what is too long; others have a reason of their own. */
  private static final Set<Integer> TOO_LONG = Set.of(400, 413, 422, 500);

  /**
   * In the words of OpenAI, Ollama, llama.cpp, vLLM, SGLang, TGI, TensorRT-LLM, MLC and of the
   * gateways before them. Written without nested repetition: what a server says may be long.
   */
  private static final Pattern TOO_LONG_WORDS =
      Pattern.compile(
          "context[ _-]?(?:length|size|window|limit)|maximum"
              + " (?:model|context|input|prompt|sequence|total) ?(?:length|tokens|size)"
              + "|max_(?:model_len|seq_len|input_len|input_length|total_tokens|num_tokens)\\b"
              + "|(?:prompt|inputs?|request|conversation|messages)\\b[^.]{0,80}\\b(?:is|are|was|were)"
              + " (?:too|much too) (?:long|large)"
              + "|(?:prompt|inputs?|request|conversation|messages|tokens)\\b[^.]{0,120}\\b(?:longer|larger|greater|more)"
              + " than[^.]{0,60}(?:length|tokens|context|limit|maximum)|(?:prompt|inputs?|input"
              + " tokens?|prompt"
              + " tokens?)\\b[^.]{0,120}\\bexceed(?:s|ed|ing)?\\b|\\binputs?\\b[^.]{0,80}must (?:be"
              + " <=|have less than|have fewer than|be less than)|too"
              + " (?:many|large)[^.]{0,20}(?:input|prompt) tokens|prompt is too long|too large to"
              + " process|(?:prompt|inputs?|request) too (?:long|large)\\b"
              // A limit of time is none of length.
              + "|too many tokens(?![^.]{0,60}(?:per |/ ?min|rate))",
          Pattern.CASE_INSENSITIVE);

  /** Where it happened. */
  String named() {
    return spec.contains(endpoint.toString()) ? spec : spec + " at " + endpoint;
  }

  /**
   * What a failed call means.
   *
   * @param last the last thing that the server sent; may be empty
   */
  ModelException failure(Throwable thrown, String last) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof HttpTimeoutException) {
        return failure(
            ModelException.Cause.TIMEOUT, detail(t.getMessage(), "no answer in time"), t);
      }
      if (t instanceof ConnectException
          || t instanceof UnresolvedAddressException
          || t instanceof UnknownHostException) {
        return unreachable(t);
      }
      if (t instanceof SSLException insecure) {
        return failure(
            ModelException.Cause.BAD_REQUEST,
            SecureConnectionText.toText(insecure, forMessage(String.valueOf(t.getMessage()))),
            null);
      }
      if (t instanceof JsonProcessingException json) {
        return failure(
            ModelException.Cause.SERVER,
            "what it answered is not JSON; is it the right address? "
                + forMessage(last.isEmpty() ? Json.reason(json) : last),
            null);
      }
      if (t instanceof StreamConnection.WebPageException page) {
        return failure(
            ModelException.Cause.SERVER,
            "it answered with a web page, so something else is at this address: "
                + forMessage(page.getMessage()),
            null);
      }
      if (t instanceof SharedClient.ResponseTooLargeException) {
        return failure(
            ModelException.Cause.SERVER,
            t.getMessage() + " where a small answer was expected; is it the right address?",
            null);
      }
      if (t instanceof SharedClient.UnknownEncodingException) {
        return failure(
            ModelException.Cause.BAD_REQUEST,
            "its answer is compressed (Content-Encoding: "
                + forMessage(t.getMessage())
                + "), which it was not asked for; switch that off in the server, or in the proxy"
                + " before it",
            null);
      }
      if (t instanceof IOException) {
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        return failure(
            ModelException.Cause.CONNECTION,
            !secure && StreamConnection.isUnanswered(t)
                ? "it closed the connection without an answer; does it want https:// in place of"
                    + " http://?"
                : "the connection broke: " + t.getMessage(),
            t);
      }
    }
    if (thrown instanceof StreamConnection.EndOfStreamException) {
      return failure(
          ModelException.Cause.CONNECTION,
          "the stream ended before the answer did"
              + (last.isEmpty() ? "" : "; the last line was " + forMessage(last)),
          thrown);
    }
    return reported(message(thrown));
  }

  private static String detail(String message, String otherwise) {
    return message == null || message.equals("request timed out") ? otherwise : message;
  }

  /** An error that a server tells without a status, in the middle of an answer. */
  ModelException reported(String error) {
    return isTooLong(error)
        ? tooLong(error)
        : failure(ModelException.Cause.SERVER, "the server failed: " + forMessage(error), null);
  }

  /**
   * The text of a message's content: all of it, or that of the pieces of a list.
   *
   * @throws ModelException where it is something else, which no model writes
   */
  String text(JsonNode content) throws ModelException {
    if (content.isArray()) {
      StringBuilder text = new StringBuilder();
      content.forEach(
          piece -> text.append(piece.isTextual() ? piece.asText() : piece.path("text").asText("")));
      return text.toString();
    }
    if (content.isTextual() || content.isNull() || content.isMissingNode()) {
      return content.asText("");
    }
    throw reported("the content of its message is no text: " + content);
  }

  private ModelException tooLong(String message) {
    return failure(
        ModelException.Cause.TOO_LONG,
        "the prompt does not fit into the context: " + forMessage(message),
        null);
  }

  ModelException unreachable(Throwable cause) {
    return new ModelException(
        ModelException.Cause.CONNECTION,
        spec + ": nothing answers at " + endpoint + "; " + howToStart,
        cause);
  }

  /** As {@link #status(int, String, HttpHeaders)}, of an answer whose headers say nothing. */
  public ModelException status(int status, String body) {
    return status(status, body, NO_HEADERS);
  }

  /** An answer with an HTTP status that is not 2xx. */
  public ModelException status(int status, String body, HttpHeaders headers) {
    String message = "HTTP " + status + (body.isBlank() ? "" : ": " + forMessage(body));
    if (status / 100 == 3) {
      return failure(
          ModelException.Cause.BAD_REQUEST,
          "HTTP "
              + status
              + ", it redirects to "
              + forMessage(
                  headers.firstValue("Location").orElse("another address, which it does not name"))
              + "; name that address after the @",
          null);
    }
    if (status == 404) {
      return failure(ModelException.Cause.NO_MODEL, forMessage(whenMissing.get()), null);
    }
    if (status == 401 || status == 403) {
      return failure(
          ModelException.Cause.BAD_REQUEST,
          message + "; put the server's API key into CLAIMBENCH_API_KEY",
          null);
    }
    if (status == 413 || (TOO_LONG.contains(status) && isTooLong(body))) {
      return tooLong(body.isBlank() ? message : body);
    }
    ModelException.Cause reason =
        status == 429
            ? ModelException.Cause.RATE_LIMIT
            : status == 408 || status == 504
                ? ModelException.Cause.TIMEOUT
                : status >= 500 ? ModelException.Cause.SERVER : ModelException.Cause.BAD_REQUEST;
    ModelException failure = failure(reason, message, null);
    boolean patience =
        reason == ModelException.Cause.RATE_LIMIT || reason == ModelException.Cause.SERVER;
    return headers
        .firstValue("Retry-After")
        .filter(value -> patience)
        .flatMap(value -> retryAfter(value, Clock.systemUTC()))
        .map(wait -> new ModelException(reason, failure.getMessage(), null, wait))
        .orElse(failure);
  }

  /**
   * How long a server asks to be left alone: seconds or a date (RFC 9110, section 10.2.3).
   *
   * @return empty for anything else, and where the time is over
   */
  public static Optional<Duration> retryAfter(String header, Clock clock) {
    String value = header.strip();
    try {
      Duration wait =
          value.matches("[0-9]{1,6}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() || wait.isZero() ? Optional.empty() : Optional.of(wait);
    } catch (DateTimeException e) {
      // Not a time: treated as none.
      return Optional.empty();
    }
  }

  /** Whether an error's words say that the prompt does not fit. */
  public static boolean isTooLong(String body) {
    return TOO_LONG_WORDS.matcher(body.length() > 4096 ? body.substring(0, 4096) : body).find();
  }

  private ModelException failure(
      ModelException.Cause reason, String why, @Nullable Throwable cause) {
    // What a server said may repeat the key: such exceptions are not kept as causes.
    String message = named() + ": " + why;
    return cause == null
        ? new ModelException(reason, message)
        : new ModelException(reason, message, cause);
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  /** An answer without the key, which a server may repeat even there. */
  String safe(String answer) {
    ApiKey key = new ApiKey(secret);
    return key.isSecret() ? key.blot(answer) : answer;
  }

  /** On one line, cut, without the key. */
  private String forMessage(String text) {
    String line = new ApiKey(secret).blot(text).strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
