package dev.claimbench.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No answer came: the call failed. The message is one line, says where and what to do. */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1;

  /** What went wrong, which decides whether a second try makes sense. */
  public enum Cause {
    TIMEOUT(true),
    CONNECTION(true),
    RATE_LIMIT(true),
    SERVER(true),
    /** The server does not know the model, or the file is not there. */
    NO_MODEL(false),
    /** The prompt is longer than the context; the message has both counts. */
    TOO_LONG(false),
    /** The server refused the request itself (4xx), or credentials are missing. */
    BAD_REQUEST(false);

    private final boolean retryable;

    Cause(boolean retryable) {
      this.retryable = retryable;
    }

    public boolean retryable() {
      return retryable;
    }
  }

  private final Cause reason;
  private final transient @Nullable Duration retryAfter;

  public ModelException(Cause reason, String message) {
    this(reason, message, null, null);
  }

  public ModelException(Cause reason, String message, @Nullable Throwable cause) {
    this(reason, message, cause, null);
  }

  /**
   * One with the server's own word on when to come back.
   *
   * @param retryAfter from the answer's {@code Retry-After}; null where it says nothing
   */
  public ModelException(
      Cause reason, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** How long the server asked to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  public Cause reason() {
    return reason;
  }
}
