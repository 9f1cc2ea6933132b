package dev.claimbench.run;

/** A reply could not be kept: disk full or gone. The run stops; what was kept is whole. */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1;

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
