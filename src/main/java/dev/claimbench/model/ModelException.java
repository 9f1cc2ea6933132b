package dev.claimbench.model;

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

  public ModelException(Cause reason, String message) {
    super(message);
    this.reason = reason;
  }

  public ModelException(Cause reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Cause reason() {
    return reason;
  }
}
