package dev.claimbench.model;

/**
 * Calls that may be in flight at a time.
 *
 * @param start how many to begin with, 1 or more
 * @param most never more than these; more than {@code start} means that the best number is found
 *     out
 */
public record Concurrency(int start, int most) {
  /** One after the other. */
  public static final Concurrency ONE = new Concurrency(1, 1);

  public Concurrency {
    if (start < 1 || most < start) {
      throw new IllegalArgumentException("calls are 1 or more, got " + start + " to " + most);
    }
  }
}
