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
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

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
   * SHA-256 of texts that begin as one of those before them did, such as prompts on an article:
   * what two of them had in common is not hashed again, as the first compiler's SHA-256 takes a
   * microsecond for 64 bytes. Safe for use by several threads.
   */
  public static final class SharedPrefix {
    /**
     * Bytes at the end of what two texts share that a third may well not: {@code The} and so on.
     */
    private static final int CHANCE = 64;

    /** Bytes from which on it is worth to begin with more. */
    private static final int WORTH = 256;

    /** Prompts on so many articles may come in turn, as those of a scoring do. */
    private static final int TEXTS = 64;

    /** Bytes of a text of which the last one alone is kept. */
    private static final int LONG = 1 << 17;

    private final AtomicReferenceArray<Begun> recent = new AtomicReferenceArray<>(TEXTS);
    private final AtomicInteger next = new AtomicInteger();

    /** One that has seen nothing yet. */
    public SharedPrefix() {
      Begun nothing = new Begun(new byte[0], 0, digest());
      for (int i = 0; i < TEXTS; i++) {
        recent.set(i, nothing);
      }
    }

    /**
     * A text and what was made of its beginning.
     *
     * @param hashed bytes of it that the digest has had
     * @param digest copied and never changed: other threads look at it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Begun(byte[] text, int hashed, MessageDigest digest) {}

    public String sha256(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int place = 0;
      Begun before = recent.get(0);
      int common = common(before.text, bytes);
      for (int i = 1; i < TEXTS; i++) {
        Begun other = recent.get(i);
        int shared = common(other.text, bytes);
        if (shared > common) {
          place = i;
          before = other;
          common = shared;
        }
      }
      if (2 * common < bytes.length) {
        // About something else; what is there may come back.
        place = bytes.length > LONG ? 0 : 1 + Math.floorMod(next.getAndIncrement(), TEXTS - 1);
        before = recent.get(place);
        common = common(before.text, bytes);
      }
      boolean begins = before.hashed <= common;
      Begun kept = begins ? before : new Begun(bytes, 0, digest());
      if (!begins || common - before.hashed >= WORTH) {
        MessageDigest more = copy(kept.digest);
        more.update(bytes, kept.hashed, common - kept.hashed);
        kept = new Begun(bytes, common, more);
      }
      recent.set(place, new Begun(bytes, kept.hashed, kept.digest));
      MessageDigest whole = copy(kept.digest);
      whole.update(bytes, kept.hashed, bytes.length - kept.hashed);
      return HexFormat.of().formatHex(whole.digest());
    }

    /** Bytes at the beginning of both that others may share as well. */
    private static int common(byte[] a, byte[] b) {
      int differs = Arrays.mismatch(a, b);
      return Math.max(0, (differs < 0 ? b.length : differs) - CHANCE);
    }

    private static MessageDigest copy(MessageDigest digest) {
      try {
        return (MessageDigest) digest.clone();
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
