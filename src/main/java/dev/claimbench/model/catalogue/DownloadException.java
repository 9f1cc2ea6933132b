package dev.claimbench.model.catalogue;

/** One source gave nothing usable; the next may. The message is the reason, in half a line. */
final class DownloadException extends Exception {
  private static final long serialVersionUID = 1;

  DownloadException(String why) {
    super(why);
  }

  DownloadException(String why, Throwable cause) {
    super(why, cause);
  }
}
