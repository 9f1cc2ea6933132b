package dev.claimbench.cli;

/** What the process ends with; an interface for scripts, never changed. */
final class ExitCode {
  static final int OK = 0;
  static final int CRASH = 1;
  static final int BAD_INPUT = 2;
  static final int REJECTED = 3;
  static final int CANNOT_TELL = 4;
  static final int UNREACHABLE = 5;
  static final int INCOMPLETE = 6;

  private ExitCode() {}
}
