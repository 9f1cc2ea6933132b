package dev.claimbench.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list of many short texts in one array of bytes: five bytes a text beside its characters, where
 * objects take some 45. Texts can be added at its end.
 */
public final class CompactTexts extends AbstractList<String> implements RandomAccess {
  private static final byte NARROW = 0;
  private static final byte WIDE = 1;

  /** Two digits a byte: hashes are most of what a large manifest holds. */
  private static final byte HEX = 2;

  private static final HexFormat DIGITS = HexFormat.of();
  private static final int SHORTEST_HASH = 32;

  /** Of each text a byte that says how its characters are kept, and they. */
  private byte[] bytes = new byte[1 << 8];

  private int[] ends = new int[1 << 4];
  private int size;

  /** An empty list. */
  public CompactTexts() {}

  /** A list of these texts. */
  public CompactTexts(Collection<String> texts) {
    addAll(texts);
  }

  @Override
  public boolean add(String text) {
    byte form = isHash(text) ? HEX : RawText.isNarrow(text) ? NARROW : WIDE;
    byte[] own = form == HEX ? DIGITS.parseHex(text) : RawText.bytes(text, form == NARROW);
    int start = start(size);
    int end = Math.addExact(start, 1 + own.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length + bytes.length / 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, ends.length + ends.length / 2);
    }
    bytes[start] = form;
    System.arraycopy(own, 0, bytes, start + 1, own.length);
    ends[size++] = end;
    return true;
  }

  private static boolean isHash(String text) {
    return text.length() >= SHORTEST_HASH
        && text.length() % 2 == 0
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  @Override
  public String get(int i) {
    int start = start(Objects.checkIndex(i, size));
    return bytes[start] == HEX
        ? DIGITS.formatHex(bytes, start + 1, ends[i])
        : RawText.text(bytes, start + 1, ends[i] - start - 1, bytes[start] == NARROW);
  }

  /** Whether this text is the one at a place: as {@code get(i).equals(text)}, and faster. */
  boolean isAt(int i, String text) {
    int start = start(i);
    int length = ends[i] - start - 1;
    if (bytes[start] != NARROW) {
      return get(i).equals(text);
    }
    if (length != text.length()) {
      return false;
    }
    for (int k = 0; k < length; k++) {
      if ((bytes[start + 1 + k] & 0xff) != text.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int size() {
    return size;
  }
}
