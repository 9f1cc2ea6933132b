package dev.claimbench.doctor;

/**
 * How one check came out.
 *
 * @param check what was looked at, in a word or two
 * @param found what is so
 * @param advice what to do about it; empty where there is nothing to do
 */
public record CheckResult(Level level, String check, String found, String advice) {

  /** How bad it is; a FAILED one makes a run's figures wrong or impossible. */
  public enum Level {
    OK,
    WARNING,
    FAILED
  }

  static CheckResult ok(String check, String found) {
    return new CheckResult(Level.OK, check, found, "");
  }

  static CheckResult warning(String check, String found, String advice) {
    return new CheckResult(Level.WARNING, check, found, advice);
  }

  static CheckResult failed(String check, String found, String advice) {
    return new CheckResult(Level.FAILED, check, found, advice);
  }
}
