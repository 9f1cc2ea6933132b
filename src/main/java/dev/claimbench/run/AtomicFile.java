package dev.claimbench.run;

import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step: a reader sees the old bytes or the new ones, never half of them. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes UTF-8 text; what UTF-8 cannot say becomes {@code ?}.
   *
   * @throws UserError where the disk is full or the folder cannot be written
   */
  public static void write(Path file, String text) {
    // Not writeString: it throws for half a surrogate pair, which a model can write as \\ud83d.
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes bytes.
   *
   * @throws UserError where the disk is full or the folder cannot be written
   */
  public static void write(Path file, byte[] bytes) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // What was written of it would only take up the space that is missing.
      part.toFile().delete();
      throw new UserError(
          file + ": cannot be written (" + e.getMessage() + "); free space or use another --out");
    }
  }
}
