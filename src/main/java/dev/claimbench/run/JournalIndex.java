package dev.claimbench.run;

import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a long journal by what each answers, or by the calls' keys: where each stands in
 * the file is held, and it is read when it is asked for. A question or key is held as 64 bits of
 * its hash, 20 bytes in all.
 */
final class JournalIndex<K> extends AbstractMap<K, JournalEntry> {
  private final Path file;
  private final Function<JournalEntry, K> keys;
  private final FileChannel channel;

  /** Of each record of the file: where it begins, and the one of the same key before it. */
  private long[] starts = new long[1 << 10];

  private int[] before = new int[1 << 10];
  private int records;

  /** An open-addressing table: hash of a key, and 1 + its last record. */
  private long[] hashes = new long[1 << 12];

  private int[] last = new int[1 << 12];
  private int size;

  private JournalIndex(Path file, Function<JournalEntry, K> keys) {
    this.file = file;
    this.keys = keys;
    try {
      channel = FileChannel.open(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /**
   * Goes through a journal once.
   *
   * @throws UserError where it cannot be read
   */
  static JournalIndex<Question> byQuestion(Path file) {
    JournalIndex<Question> index = new JournalIndex<>(file, JournalEntry::question);
    var unused = Journal.questions(file, index::add);
    return index;
  }

  /** As {@link #byQuestion}, by {@link JournalEntry#key()}. */
  static JournalIndex<String> byKey(Path file) {
    JournalIndex<String> index = new JournalIndex<>(file, JournalEntry::key);
    var unused = Journal.keys(file, (key, replied, start) -> index.add(key, start));
    return index;
  }

  private void add(K key, long start) {
    if (records == starts.length) {
      starts = Arrays.copyOf(starts, 2 * records);
      before = Arrays.copyOf(before, 2 * records);
    }
    if (2 * size >= last.length) {
      grow();
    }
    int at = slot(hash(key));
    size += last[at] == 0 ? 1 : 0;
    starts[records] = start;
    before[records] = last[at];
    hashes[at] = hash(key);
    last[at] = ++records;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldLast = last;
    hashes = new long[2 * oldHashes.length];
    last = new int[2 * oldLast.length];
    for (int i = 0; i < oldLast.length; i++) {
      if (oldLast[i] != 0) {
        int at = slot(oldHashes[i]);
        hashes[at] = oldHashes[i];
        last[at] = oldLast[i];
      }
    }
  }

  private int slot(long hash) {
    int at = (int) (hash >>> 20) & (last.length - 1);
    while (last[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & (last.length - 1);
    }
    return at;
  }

  /** FNV-1a, mixed. */
  private static long hash(Object key) {
    List<String> parts =
        key instanceof Question question
            ? List.of(question.task(), question.item())
            : List.of(key.toString());
    long hash = 0xcbf29ce484222325L;
    for (String part : parts) {
      for (int i = 0; i < part.length(); i++) {
        hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ 0x1ffff) * 0x100000001b3L;
    }
    hash = (hash ^ (key instanceof Question question ? question.repeat() : 0)) * 0x100000001b3L;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }

  @Override
  public @Nullable JournalEntry get(@Nullable Object key) {
    int record = key == null ? 0 : last[slot(hash(key))];
    if (record == 0) {
      return null;
    }
    JournalEntry entry = entry(record);
    return keys.apply(entry).equals(key) ? entry : null;
  }

  /** With the time that was lost before, as when the whole journal is read. */
  private JournalEntry entry(int record) {
    List<Integer> earlier = new ArrayList<>();
    for (int r = record; r != 0; r = before[r - 1]) {
      earlier.add(0, r);
    }
    JournalEntry entry = read(earlier.get(0));
    for (int r : earlier.subList(1, earlier.size())) {
      entry = read(r).after(entry);
    }
    return entry;
  }

  private JournalEntry read(int record) {
    try {
      return Journal.entry(line(starts[record - 1]));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read any more (" + TextFiles.reason(e) + ")");
    }
  }

  private byte[] line(long start) throws IOException {
    for (int size = 1 << 11; ; size *= 4) {
      ByteBuffer buffer = ByteBuffer.allocate(size);
      long at = start;
      for (int n = 0; n >= 0 && buffer.hasRemaining(); at += Math.max(0, n)) {
        n = channel.read(buffer, at);
      }
      byte[] bytes = buffer.array();
      for (int i = 0; i < buffer.position(); i++) {
        if (bytes[i] == '\n') {
          return Arrays.copyOf(bytes, i);
        }
      }
      if (buffer.hasRemaining()) {
        return Arrays.copyOf(bytes, buffer.position());
      }
    }
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<K, JournalEntry>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, JournalEntry>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<K, JournalEntry>> {
    private int at = -1;

    Entries() {
      advance();
    }

    private void advance() {
      do {
        at++;
      } while (at < last.length && last[at] == 0);
    }

    @Override
    public boolean hasNext() {
      return at < last.length;
    }

    @Override
    public Map.Entry<K, JournalEntry> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more entries");
      }
      JournalEntry entry = entry(last[at]);
      advance();
      return Map.entry(keys.apply(entry), entry);
    }
  }
}
