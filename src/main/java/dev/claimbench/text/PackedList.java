package dev.claimbench.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A long list that keeps its elements as compressed bytes, block by block, and makes them anew when
 * they are taken: 100,000 verdicts take 10 MB instead of 100. Going through it in order is fast;
 * elsewhere, each element costs its block. Two elements that are taken are equal and not the same
 * object. Cannot be changed.
 *
 * @param <T> what a {@link Format} writes and reads
 */
public final class PackedList<T> extends AbstractList<T> {
  /** How an element becomes bytes and comes back equal. */
  public interface Format<T> {
    void write(T value, DataOutputStream out) throws IOException;

    T read(DataInputStream in) throws IOException;
  }

  private static final int BLOCK = 64;

  /** Threads that go through a list side by side take a block each. */
  private static final int RECENT = 8;

  private record Block<T>(int number, List<T> elements) {}

  private final Format<T> format;
  private final List<byte[]> blocks;
  private final int size;

  /** The blocks that were taken last, each in the place that its number gives it. */
  private final AtomicReferenceArray<Block<T>> recent = new AtomicReferenceArray<>(RECENT);

  private PackedList(Format<T> format, List<byte[]> blocks, int size) {
    this.format = format;
    this.blocks = blocks;
    this.size = size;
  }

  /** Of elements that are there already. */
  public static <T> PackedList<T> copyOf(Iterable<T> elements, Format<T> format) {
    Builder<T> builder = new Builder<>(format);
    elements.forEach(builder::add);
    return builder.build();
  }

  /** Takes elements one by one. */
  public static final class Builder<T> {
    private final Format<T> format;
    private final List<byte[]> blocks = new ArrayList<>();
    private final List<T> waiting = new ArrayList<>(BLOCK);

    public Builder(Format<T> format) {
      this.format = format;
    }

    /** Adds one at the end. */
    public void add(T element) {
      waiting.add(element);
      if (waiting.size() == BLOCK) {
        pack();
      }
    }

    private void pack() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Deflater deflater = new Deflater(Deflater.BEST_SPEED);
      // Compressed in one go: byte by byte, the calls took more time than all else of a scoring.
      ByteArrayOutputStream plain = new ByteArrayOutputStream(1 << 14);
      try (DataOutputStream out = new DataOutputStream(plain);
          OutputStream compressed = new DeflaterOutputStream(bytes, deflater, 1 << 12)) {
        for (T element : waiting) {
          format.write(element, out);
        }
        plain.writeTo(compressed);
      } catch (IOException e) {
        throw new UncheckedIOException("memory takes every byte", e);
      } finally {
        deflater.end();
      }
      blocks.add(bytes.toByteArray());
      waiting.clear();
    }

    /** Whether nothing was added yet. */
    public boolean isEmpty() {
      return blocks.isEmpty() && waiting.isEmpty();
    }

    /** The list; nothing can be added afterwards. */
    public PackedList<T> build() {
      int size = blocks.size() * BLOCK + waiting.size();
      if (!waiting.isEmpty()) {
        pack();
      }
      return new PackedList<>(format, blocks, size);
    }
  }

  /** How its elements are packed. */
  public Format<T> format() {
    return format;
  }

  @Override
  public T get(int i) {
    int number = Objects.checkIndex(i, size) / BLOCK;
    Block<T> block = recent.get(number % RECENT);
    if (block == null || block.number != number) {
      // Two threads may both unpack it: what they get is equal.
      block = new Block<>(number, unpack(number));
      recent.set(number % RECENT, block);
    }
    return block.elements.get(i % BLOCK);
  }

  private List<T> unpack(int number) {
    int count = Math.min(BLOCK, size - number * BLOCK);
    List<T> elements = new ArrayList<>(count);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(blocks.get(number)));
        DataInputStream fields = new DataInputStream(new Bytes(in.readAllBytes()))) {
      for (int k = 0; k < count; k++) {
        elements.add(format.read(fields));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was written here is read here", e);
    }
    return elements;
  }

  /** {@link ByteArrayInputStream} without its locks, which take as long as the reading. */
  private static final class Bytes extends InputStream {
    private final byte[] bytes;
    private int next;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return next < bytes.length ? bytes[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int n = Math.min(length, bytes.length - next);
      System.arraycopy(bytes, next, into, from, n);
      next += n;
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  @Override
  public int size() {
    return size;
  }

  /** Has a block of its own, so that several can be on their way at once. */
  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private int next;
      private List<T> block = List.of();

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no more elements");
        }
        if (next % BLOCK == 0) {
          block = unpack(next / BLOCK);
        }
        return block.get(next++ % BLOCK);
      }
    };
  }

  /** Writes text of any length, unpaired surrogates included. */
  public static void writeText(DataOutputStream out, String text) throws IOException {
    boolean narrow = RawText.isNarrow(text);
    out.writeInt(narrow ? text.length() : -text.length());
    out.write(RawText.bytes(text, narrow));
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = new byte[length < 0 ? Character.BYTES * -length : length];
    in.readFully(bytes);
    return RawText.text(bytes, 0, bytes.length, length >= 0);
  }

  /** Writes text that may not be there. */
  public static void writeText(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      writeText(out, text.get());
    }
  }

  /** Reads text that may not be there. */
  public static Optional<String> readOptionalText(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(readText(in)) : Optional.empty();
  }

  /** Writes a list of texts. */
  public static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  /** Reads a list of texts. */
  public static List<String> readTexts(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(readText(in));
    }
    return List.copyOf(texts);
  }

  /** Writes one of an enum's values that may not be there. */
  public static void writeChoice(DataOutputStream out, Optional<? extends Enum<?>> choice)
      throws IOException {
    out.writeByte(choice.map(Enum::ordinal).orElse(-1));
  }

  /** Reads one of an enum's values that may not be there. */
  public static <E extends Enum<E>> Optional<E> readChoice(DataInputStream in, Class<E> type)
      throws IOException {
    int ordinal = in.readByte();
    return ordinal < 0 ? Optional.empty() : Optional.of(type.getEnumConstants()[ordinal]);
  }

  /** Writes one of an enum's values. */
  public static void writeValue(DataOutputStream out, Enum<?> value) throws IOException {
    writeChoice(out, Optional.of(value));
  }

  /** Reads one of an enum's values. */
  public static <E extends Enum<E>> E readValue(DataInputStream in, Class<E> type)
      throws IOException {
    return readChoice(in, type).orElseThrow();
  }
}
