package dev.claimbench.cli.options;

/** What the process ends with; an interface for scripts, never changed. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int CRASH = 1;
  public static final int BAD_INPUT = 2;
  public static final int REJECTED = 3;
  public static final int CANNOT_TELL = 4;
  public static final int UNREACHABLE = 5;
  public static final int INCOMPLETE = 6;

  private ExitCode() {}
}
