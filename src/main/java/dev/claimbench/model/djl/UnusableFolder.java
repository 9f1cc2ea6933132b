package dev.claimbench.model.djl;

/** A folder that cannot be run; the message is one line: where, what was expected, what to do. */
public final class UnusableFolder extends Exception {
  private static final long serialVersionUID = 1;

  UnusableFolder(String message) {
    super(message);
  }

  UnusableFolder(String message, Throwable cause) {
    super(message, cause);
  }
}
