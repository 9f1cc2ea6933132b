package dev.claimbench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.HttpException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A model server as errors speak of it.
 *
 * @param spec the model as the user named it
 * @param howToStart what to do when nothing answers at the address
 * @param whenMissing what to do when it does not know the model; asked only then
 * @param secret API key, blotted out wherever a server repeats it; empty for none
 */
record Server(
    String spec, URI endpoint, String howToStart, Supplier<String> whenMissing, String secret) {
  private static final int SHOWN = 300;
  private static final int SHORTEST_KEY = 12;

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
      if (t instanceof HttpException http) {
        return status(http.statusCode(), String.valueOf(http.getMessage()));
      }
      if (t instanceof HttpTimeoutException) {
        return failure(ModelException.Cause.TIMEOUT, "no answer in time", t);
      }
      if (t instanceof ConnectException
          || t instanceof UnresolvedAddressException
          || t instanceof UnknownHostException) {
        return unreachable(t);
      }
      if (t instanceof JsonProcessingException json) {
        return failure(
            ModelException.Cause.SERVER,
            "what it answered is not JSON; is it the right address? "
                + shown(last.isEmpty() ? json.getOriginalMessage() : last),
            null);
      }
      if (t instanceof Connections.WebPage page) {
        return failure(
            ModelException.Cause.SERVER,
            "it answered with a web page, so something else is at this address: "
                + shown(page.getMessage()),
            null);
      }
      if (t instanceof IOException) {
        return failure(
            ModelException.Cause.CONNECTION, "the connection broke: " + t.getMessage(), t);
      }
    }
    if (thrown instanceof StreamedCall.EndOfStream) {
      return failure(
          ModelException.Cause.CONNECTION,
          "the stream ended before the answer did"
              + (last.isEmpty() ? "" : "; the last line was " + shown(last)),
          thrown);
    }
    String said = message(thrown);
    return isTooLong(said)
        ? tooLong(said)
        : failure(ModelException.Cause.SERVER, "the server failed: " + shown(said), null);
  }

  private ModelException tooLong(String said) {
    return failure(
        ModelException.Cause.TOO_LONG,
        "the prompt does not fit into the context: " + shown(said),
        null);
  }

  ModelException unreachable(Throwable cause) {
    return new ModelException(
        ModelException.Cause.CONNECTION,
        spec + ": nothing answers at " + endpoint + "; " + howToStart,
        cause);
  }

  /** An answer with an HTTP status that is not 2xx. */
  ModelException status(int status, String body) {
    String said = "HTTP " + status + (body.isBlank() ? "" : ": " + shown(body));
    if (status == 404) {
      return failure(ModelException.Cause.NO_MODEL, whenMissing.get(), null);
    }
    if (status == 401 || status == 403) {
      return failure(
          ModelException.Cause.BAD_REQUEST,
          said + "; put the server's API key into CLAIMBENCH_API_KEY",
          null);
    }
    if (isTooLong(body)) {
      return tooLong(body);
    }
    ModelException.Cause reason =
        status == 429
            ? ModelException.Cause.RATE_LIMIT
            : status == 408 || status == 504
                ? ModelException.Cause.TIMEOUT
                : status >= 500 ? ModelException.Cause.SERVER : ModelException.Cause.BAD_REQUEST;
    return failure(reason, said, null);
  }

  /** In the words of Ollama, llama.cpp, vLLM and SGLang. */
  static boolean isTooLong(String body) {
    String said = body.toLowerCase(Locale.ROOT);
    return said.contains("context length")
        || said.contains("context size")
        || said.contains("maximum context")
        || said.contains("longer than the model's context");
  }

  private ModelException failure(ModelException.Cause reason, String why, Throwable cause) {
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
    // Shorter ones are no secrets but words such as EMPTY, which an answer may use.
    return secret.length() < SHORTEST_KEY ? answer : answer.replace(secret, "***");
  }

  /** On one line, cut, without the key. */
  private String shown(String text) {
    String safe = secret.isEmpty() ? text : text.replace(secret, "***");
    String line = safe.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
