package dev.claimbench.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a file that a person wrote, as text. Strict: a file that is something else is refused,
 * not read as mojibake.
 */
public final class TextDecoder {
  private TextDecoder() {}

  /**
   * The text of UTF-8 bytes, or of UTF-16 ones that begin with a byte order mark, as Windows
   * programs write them; without that mark, line ends as they are.
   *
   * @throws MalformedTextException where it is neither, or holds a zero character
   */
  public static String decode(byte[] bytes) {
    Charset charset = charset(bytes);
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    String text;
    try {
      text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedTextException(
          0,
          0,
          "not "
              + charset
              + " text at byte "
              + firstBadByte(charset, bytes)
              + "; save it as UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      throw new MalformedTextException(
          0,
          0,
          "binary, not text (a zero byte at "
              + text.indexOf('\0')
              + "); save it as UTF-8 text if it is some");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** {@link #decode} with LF line ends. */
  public static String decodeLines(byte[] bytes) {
    return decode(bytes).replace("\r\n", "\n").replace('\r', '\n');
  }

  /** Whether a file begins with a byte order mark, of UTF-8 or UTF-16. */
  public static boolean hasMark(byte[] b) {
    return !charset(b).equals(StandardCharsets.UTF_8)
        || (b.length >= 3
            && (b[0] & 0xff) == 0xef
            && (b[1] & 0xff) == 0xbb
            && (b[2] & 0xff) == 0xbf);
  }

  /**
   * UTF-16 where the bytes begin with its mark (UTF-32's first two bytes are the same), else UTF-8.
   *
   * @param b the first two bytes of a file, or more
   */
  public static Charset charset(byte[] b) {
    if (b.length >= 2 && (b[0] & 0xff) == 0xff && (b[1] & 0xff) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    return b.length >= 2 && (b[0] & 0xff) == 0xfe && (b[1] & 0xff) == 0xff
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  private static int firstBadByte(Charset charset, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    charset.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true);
    return in.position();
  }
}
