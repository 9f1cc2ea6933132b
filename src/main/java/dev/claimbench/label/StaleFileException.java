package dev.claimbench.label;

import java.nio.file.Path;

/** Somebody else has written the file; what was asked for was not done. */
public final class StaleFileException extends Exception {
  private static final long serialVersionUID = 1;

  StaleFileException(Path file) {
    super(file.getFileName() + " has changed on disk; load it again, nothing was written");
  }
}
