package dev.claimbench.model.djl;

/** A folder that cannot be run; the message is one line: where, what was expected, what to do. */
public final class ModelFolderException extends Exception {
  private static final long serialVersionUID = 1;

  ModelFolderException(String message) {
    super(message);
  }

  ModelFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
