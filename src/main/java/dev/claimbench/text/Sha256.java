package dev.claimbench.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 in lower-case hex: the identity of texts, prompts, gold and requests. */
public final class Sha256 {
  private Sha256() {}

  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * What many texts begin with, which is then hashed once: the first compiler's SHA-256 takes a
   * microsecond for 64 bytes.
   */
  public static final class Prefix {
    private final String text;
    private final MessageDigest digest = digest();

    /**
     * @param text without half a surrogate pair at its end
     */
    public Prefix(String text) {
      this.text = text;
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is this text. */
    public boolean is(String other) {
      return text.equals(other);
    }

    /** SHA-256 of the prefix with the rest behind it. */
    public String sha256(String rest) {
      try {
        MessageDigest whole = (MessageDigest) digest.clone();
        return HexFormat.of().formatHex(whole.digest(rest.getBytes(StandardCharsets.UTF_8)));
      } catch (CloneNotSupportedException e) {
        throw new AssertionError("Java's own SHA-256 can be cloned", e);
      }
    }
  }

  /** Of a file of any size: it is streamed. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** In base 64, as a page's content security policy has it. */
  public static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
