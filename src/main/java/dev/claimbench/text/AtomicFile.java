package dev.claimbench.text;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces a file in one step: a reader sees the old bytes or the new ones, never half of them.
 *
 * <p>The bytes go to a new file of a random name in the same folder first, so that no link that
 * somebody laid there in advance is written through, and two processes do not write one file. A
 * file that was there keeps its permissions; a link in its place is replaced and what it points to
 * is left as it is.
 */
public final class AtomicFile {
  private static final Set<PosixFilePermission> SHARED =
      PosixFilePermissions.fromString("rw-rw-rw-");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /** Why something is not replaced by a file, whether it is there itself or behind a link. */
  static final String NOT_A_FILE = "is a folder, device or pipe, not a file";

  private AtomicFile() {}

  /**
   * Writes UTF-8 text; what UTF-8 cannot say becomes {@code ?}.
   *
   * @throws UserError where the disk is full, the folder cannot be written, or a device, pipe or
   *     folder is in the file's place
   */
  public static void write(Path file, String text) {
    // Not writeString: it throws for half a surrogate pair, which a model can write as \\ud83d.
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes bytes.
   *
   * @throws UserError as {@link #write(Path, String)}
   */
  public static void write(Path file, byte[] bytes) {
    replace(file, bytes, false, false);
  }

  /** Writes a text piece by piece. */
  public interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes UTF-8 text that is made while it is written, so that it is never in memory as a whole.
   *
   * @throws UserError as {@link #write(Path, String)}
   */
  public static void write(Path file, Content content) {
    replace(
        file,
        channel -> {
          Writer out =
              new BufferedWriter(
                  new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8),
                  1 << 16);
          content.writeTo(out);
          out.flush();
        },
        false,
        false);
  }

  /** Fills a new file. */
  private interface Filling {
    void fill(FileChannel channel) throws IOException;
  }

  /**
   * Writes UTF-8 text that is on the disk, not only in the system's memory, when this returns.
   *
   * @throws UserError as {@link #write(Path, String)}
   */
  public static void writeDurably(Path file, String text) {
    replace(file, text.getBytes(StandardCharsets.UTF_8), false, true);
  }

  /**
   * Writes UTF-8 text that no other user of the machine may read, into folders that none may list
   * where they are made for it.
   *
   * @throws UserError as {@link #write(Path, String)}
   */
  public static void writePrivately(Path file, String text) {
    replace(file, text.getBytes(StandardCharsets.UTF_8), true, false);
  }

  private static void replace(Path file, byte[] bytes, boolean secret, boolean durable) {
    replace(
        file,
        channel -> {
          ByteBuffer left = ByteBuffer.wrap(bytes);
          while (left.hasRemaining()) {
            channel.write(left);
          }
        },
        secret,
        durable);
  }

  private static void replace(Path file, Filling filling, boolean secret, boolean durable) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(folder, attributes(posix && secret, PRIVATE_FOLDER));
      requireReplaceable(file);
      boolean kept = posix && !secret && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      Set<PosixFilePermission> mode = secret ? PRIVATE : SHARED;
      if (kept) {
        mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      }
      // A hidden name, and never longer than the file's own may be.
      Path part = Files.createTempFile(folder, ".claimbench-", ".part", attributes(posix, mode));
      try {
        fill(part, filling, durable);
        if (kept) {
          // The user's mask was applied to a new file; it is none for one that had its mode.
          Files.setPosixFilePermissions(part, mode);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        // What was written of it would only take up the space that is missing.
        Files.deleteIfExists(part);
      }
      if (durable && posix) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
          names.force(true);
        }
      }
    } catch (IOException e) {
      throw new UserError(
          file
              + ": cannot be written ("
              + TextFiles.reason(e)
              + "); "
              + (e instanceof AccessDeniedException ? "allow writing there" : "make room there")
              + ", or name another place");
    }
  }

  private static void fill(Path part, Filling filling, boolean durable) throws IOException {
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      filling.fill(channel);
      if (durable) {
        channel.force(true);
      }
    }
  }

  /** A rename would put a plain file in the place of {@code /dev/stdout} or of a pipe. */
  private static void requireReplaceable(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, NOT_A_FILE);
    }
  }

  private static FileAttribute<?>[] attributes(boolean posix, Set<PosixFilePermission> mode) {
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }
}
