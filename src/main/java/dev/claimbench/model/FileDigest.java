package dev.claimbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file, remembered beside it for as long as its size and time stay. */
final class FileDigest {
  private FileDigest() {}

  /** Such as {@code sha256:1d96…}; reads the whole file unless it is remembered. */
  static String of(Path file) throws IOException {
    String state = Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    Path beside = file.resolveSibling(file.getFileName() + ".digest");
    if (Files.isReadable(beside)) {
      String[] kept = Files.readString(beside).strip().split(" ", 2);
      if (kept.length == 2 && kept[1].equals(state)) {
        return kept[0];
      }
    }
    String digest = "sha256:" + sha256(file);
    try {
      Files.writeString(beside, digest + " " + state + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      // A folder that we may not write to costs a second at the next start, no more.
      return digest;
    }
    return digest;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
