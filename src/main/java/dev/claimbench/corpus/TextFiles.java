package dev.claimbench.corpus;

import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Strict UTF-8 reading: a file that is something else is the user's mistake, not mojibake. */
public final class TextFiles {
  private TextFiles() {}

  /**
   * The text with LF line ends and without a byte order mark.
   *
   * @throws UserError where there is no such file, or it is not UTF-8 text
   */
  public static String read(Path file) {
    byte[] bytes = bytes(file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserError(
          file
              + ": not UTF-8 text at byte "
              + firstBadByte(bytes)
              + "; save it as UTF-8 (or leave it out of the folder)");
    }
    if (text.indexOf('\0') >= 0) {
      throw new UserError(
          file + ": binary, not text (a zero byte at " + text.indexOf('\0') + "); leave it out");
    }
    return (text.startsWith("\uFEFF") ? text.substring(1) : text)
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static int firstBadByte(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    var out = java.nio.CharBuffer.allocate(bytes.length + 1);
    StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    return in.position();
  }
}
