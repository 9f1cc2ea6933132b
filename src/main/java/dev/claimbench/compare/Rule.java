package dev.claimbench.compare;

/**
 * One rule of a policy and what came of it.
 *
 * @param name e.g. {@code verify.accuracy not worse than baseline by 0.05}
 * @param result whether it holds
 * @param detail the figures that say so
 */
public record Rule(String name, Result result, String detail) {
  /** Whether a rule holds. */
  public enum Result {
    PASSED,
    REJECTED,
    CANNOT_TELL,
    /** Broken or undecided; it decides nothing. */
    WARNED;

    /** As a reader sees it. */
    public String toText() {
      return switch (this) {
        case PASSED -> "ok";
        case REJECTED -> "BROKEN";
        case CANNOT_TELL -> "unsure";
        case WARNED -> "broken";
      };
    }
  }

  static Rule of(String name, boolean holds, String detail) {
    return new Rule(name, holds ? Result.PASSED : Result.REJECTED, detail);
  }

  /** The same as a rule that decides nothing. */
  Rule asWarning() {
    return new Rule("warning: " + name, result == Result.PASSED ? result : Result.WARNED, detail);
  }

  static Rule unknown(String name, String why) {
    return new Rule(name, Result.CANNOT_TELL, why);
  }
}
