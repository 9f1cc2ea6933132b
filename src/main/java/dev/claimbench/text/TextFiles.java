package dev.claimbench.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text that people wrote; what cannot be read is the user's mistake. */
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
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
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
