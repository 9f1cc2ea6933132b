package dev.claimbench.text;

/**
 * A mistake in what the user gave: one line that says where, what was expected, what was got and
 * what to do. Ends the program with its exit code and without a stack trace.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Bad usage or bad input. */
  public static final int BAD_INPUT = 2;

  /** A model or server was not reachable. */
  public static final int UNREACHABLE = 5;

  /** A run that is not complete. */
  public static final int INCOMPLETE = 6;

  private final int exitCode;

  public UserError(String message) {
    this(BAD_INPUT, message);
  }

  public UserError(int exitCode, String message) {
    super(VisibleText.escape(message.strip().replaceAll("\\R\\s*", " ")));
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
