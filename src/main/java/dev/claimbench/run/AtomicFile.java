package dev.claimbench.run;

import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step: a reader sees the old bytes or the new ones, never half of them. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes UTF-8 text.
   *
   * @throws UserError where the disk is full or the folder cannot be written
   */
  public static void write(Path file, String text) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserError(
          file + ": cannot be written (" + e.getMessage() + "); free space or use another --out");
    }
  }
}
