package dev.claimbench.spark;

/** An executor has no server that it could ask; other executors take its work. */
public final class ServerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerGoneException(String message) {
    super(message);
  }
}
