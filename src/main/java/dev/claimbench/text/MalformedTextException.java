package dev.claimbench.text;

/** Text that is not what it should be, with where that was seen. */
public final class MalformedTextException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  /**
   * @param line from 1; 0 where the trouble has no line
   * @param column from 1; 0 where the trouble has no column
   */
  public MalformedTextException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** From 1; 0 where the trouble has no line. */
  public int line() {
    return line;
  }

  /** {@code :3:7} to be put behind a file's name, {@code :3} or nothing. */
  public String place() {
    return (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
  }
}
