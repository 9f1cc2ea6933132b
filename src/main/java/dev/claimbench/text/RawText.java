package dev.claimbench.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Any text as bytes and back, halves of surrogate pairs included, which UTF-8 cannot say. */
final class RawText {
  private RawText() {}

  /** Whether a byte a character is enough. */
  static boolean isNarrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 255) {
        return false;
      }
    }
    return true;
  }

  /**
   * Its characters, of one byte or of two.
   *
   * @param narrow {@link #isNarrow}
   */
  static byte[] bytes(String text, boolean narrow) {
    if (narrow) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  /** The text of these bytes. */
  static String text(byte[] bytes, int from, int length, boolean narrow) {
    return narrow
        ? new String(bytes, from, length, StandardCharsets.ISO_8859_1)
        : ByteBuffer.wrap(bytes, from, length).asCharBuffer().toString();
  }
}
