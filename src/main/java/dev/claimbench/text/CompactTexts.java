package dev.claimbench.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list of many short texts in one array of bytes: five bytes a text beside its characters, where
 * objects take some 45. Texts can be added at its end.
 */
public final class CompactTexts extends AbstractList<String> implements RandomAccess {
  private static final byte NARROW = 0;
  private static final byte WIDE = 1;

  /** Of each text a byte that says how wide its characters are, and they. */
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
    boolean narrow = RawText.isNarrow(text);
    byte[] own = RawText.bytes(text, narrow);
    int start = start(size);
    int end = Math.addExact(start, 1 + own.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length + bytes.length / 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, ends.length + ends.length / 2);
    }
    bytes[start] = narrow ? NARROW : WIDE;
    System.arraycopy(own, 0, bytes, start + 1, own.length);
    ends[size++] = end;
    return true;
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  @Override
  public String get(int i) {
    int start = start(Objects.checkIndex(i, size));
    return RawText.text(bytes, start + 1, ends[i] - start - 1, bytes[start] == NARROW);
  }

  @Override
  public int size() {
    return size;
  }
}
