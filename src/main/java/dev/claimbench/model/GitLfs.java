package dev.claimbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Git LFS leaves a few lines of text in the place of a large file that was not fetched. */
public final class GitLfs {
  /** What such a file is, for messages. */
  public static final String POINTER =
      "a pointer of Git LFS and not the file itself; run `git lfs pull` in its repository, or"
          + " download it";

  private static final byte[] BEGIN =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private GitLfs() {}

  /** Whether a file is one; false where it cannot be read. */
  public static boolean isPointer(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(BEGIN.length), BEGIN);
    } catch (IOException e) {
      return false;
    }
  }
}
