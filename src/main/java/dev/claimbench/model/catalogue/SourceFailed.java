package dev.claimbench.model.catalogue;

/** One source gave nothing usable; the next may. The message is the reason, in half a line. */
final class SourceFailed extends Exception {
  private static final long serialVersionUID = 1;

  SourceFailed(String why) {
    super(why);
  }

  SourceFailed(String why, Throwable cause) {
    super(why, cause);
  }
}
