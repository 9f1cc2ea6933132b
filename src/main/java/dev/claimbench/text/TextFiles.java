package dev.claimbench.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Text of files that people wrote or may read; what cannot be read or written is their mistake. */
public final class TextFiles {
  private TextFiles() {}

  /**
   * The text with LF line ends and without a byte order mark; UTF-8, or UTF-16 with its mark.
   *
   * @throws UserError where there is no such file, or it is not text
   */
  public static String read(Path file) {
    return decode(file.toString(), bytes(file)).replace("\r\n", "\n").replace('\r', '\n');
  }

  /** {@link #read} with line ends as they are, for text that is written back. */
  public static String readExactly(Path file) {
    return decode(file.toString(), bytes(file));
  }

  /**
   * The file as it is.
   *
   * @throws UserError where there is no such file, or it cannot be read
   */
  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /**
   * Writes UTF-8 text behind what a file has; what UTF-8 cannot say becomes {@code ?}.
   *
   * @param file made where it is not there, with its folder
   * @throws UserError where it cannot be written, or is a link: what that leads to is not to be
   *     written
   */
  public static void append(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      // Not writeString: it throws for half a surrogate pair, which a model can write as \\ud83d.
      Files.write(
          file,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be written (" + reason(e) + ")");
    }
  }

  /** Why a file could not be read or written, without its name, which messages begin with. */
  public static String reason(Exception e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof FileSystemException of
        && of.getFile() != null
        && !AtomicFile.NOT_A_FILE.equals(of.getReason())
        && Files.isSymbolicLink(Path.of(of.getFile()))) {
      // What was to be opened without following one.
      return "it is a link";
    }
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : String.valueOf(e.getMessage());
  }

  /**
   * Text of bytes.
   *
   * @param where their file's name, for messages
   */
  public static String decode(String where, byte[] bytes) {
    try {
      return TextDecoder.decode(bytes);
    } catch (MalformedTextException e) {
      throw new UserError(where + ": " + e.getMessage());
    }
  }
}
