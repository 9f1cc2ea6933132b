package dev.claimbench.run;

import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run folder opened for asking: knows what is answered, appends what comes. One writer a run. */
public final class RunStore implements AutoCloseable {
  public static final String JOURNAL = "replies.jsonl";
  private static final String LOCK = "run.lock";

  private final Path folder;
  private final FileChannel lockChannel;
  private final FileChannel journal;
  private final List<String> damage;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private RunStore(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    lockChannel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock();
    Journal.Contents contents = Journal.read(folder.resolve(JOURNAL));
    damage = contents.damage();
    contents.entries().forEach(e -> entries.put(e.key(), e));
    journal =
        FileChannel.open(
            folder.resolve(JOURNAL), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // What is behind the last whole line is a torn write: it would spoil the next record.
    journal.truncate(contents.wholeBytes());
    journal.position(contents.wholeBytes());
  }

  /**
   * Opens a folder, new or of a stopped run.
   *
   * @throws UserError where another process writes it, or it cannot be written
   */
  public static RunStore open(Path folder) {
    try {
      return new RunStore(folder);
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be written (" + e.getMessage() + ")");
    }
  }

  /** The last entries of a finished or stopped run by key, for reading only. */
  public static Map<String, Entry> read(Path folder) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Journal.read(folder.resolve(JOURNAL)).entries().forEach(e -> entries.put(e.key(), e));
    return entries;
  }

  private void lock() throws IOException {
    FileLock lock = null;
    try {
      lock = lockChannel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer as for another one.
    }
    if (lock == null) {
      lockChannel.close();
      throw new UserError(folder + ": another run writes here; wait for it, or use another --out");
    }
  }

  /** What was damaged in the journal, a line each; usually empty. */
  public List<String> damage() {
    return damage;
  }

  /** A reply that is there already; a failed call does not count and is asked again. */
  public synchronized Optional<Entry> answered(String key) {
    return Optional.ofNullable(entries.get(key)).filter(e -> e.reply().isPresent());
  }

  public synchronized Map<String, Entry> entries() {
    return new LinkedHashMap<>(entries);
  }

  /**
   * Appends and forces to disk.
   *
   * @throws JournalException where the disk is full or gone; all earlier records are whole
   */
  public synchronized void append(Entry entry) throws JournalException {
    long before = size();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Journal.line(entry));
      while (bytes.hasRemaining()) {
        journal.write(bytes);
      }
      journal.force(false);
      entries.put(entry.key(), entry);
    } catch (IOException e) {
      cutBackTo(before);
      throw new JournalException(
          folder.resolve(JOURNAL)
              + ": cannot be written ("
              + e.getMessage()
              + "); the "
              + entries.size()
              + " answers before this one are safe",
          e);
    }
  }

  private long size() {
    try {
      return journal.position();
    } catch (IOException e) {
      // Closed or gone: nothing can be appended, and so nothing need be cut.
      return -1;
    }
  }

  /** Half a record would spoil the next one, which another thread may have at hand. */
  private void cutBackTo(long size) {
    try {
      if (size >= 0) {
        journal.truncate(size);
      }
    } catch (IOException e) {
      // The torn end is left out when the journal is read again.
    }
  }

  @Override
  public synchronized void close() {
    try {
      journal.close();
      lockChannel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
