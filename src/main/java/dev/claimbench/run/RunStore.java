package dev.claimbench.run;

import dev.claimbench.text.CompactTextMap;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A run folder opened for asking: knows what is answered, appends what comes. One writer a run. Of
 * the replies it keeps the calls' keys only, so that a long run needs no more memory than a short
 * one.
 */
public final class RunStore implements ReplyStore, AutoCloseable {
  public static final String JOURNAL = "replies.jsonl";

  /** The same of a run that is kept: read as it is, never written. */
  public static final String PACKED = JOURNAL + ".gz";

  /** Bytes of a journal that is held in memory as a whole. */
  private static final long SHORT = 4_000_000;

  /** Never deleted: a second writer could lock a new file of that name beside the first one. */
  private static final String LOCK = "run.lock";

  private final FileChannel lock;
  private final FileChannel channel;
  private final JournalWriter writer;
  private final List<String> damage;
  private final Map<String, String> answered = Collections.synchronizedMap(new CompactTextMap());

  /** Opens the journal's file for writing. */
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  private RunStore(Path folder, FileChannel lock, Opener opener) throws IOException {
    this.lock = lock;
    Path file = folder.resolve(JOURNAL);
    Journal.State state = Journal.keys(file, (key, replied, start) -> note(key, replied));
    damage = state.damage();
    channel = opener.open(file);
    // What is behind the last whole line is a torn write: it would spoil the next record.
    channel.truncate(state.wholeBytes());
    channel.position(state.wholeBytes());
    if (!state.ended()) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    writer = new JournalWriter(file, channel, answered.size());
  }

  /**
   * Opens a folder, new or of a stopped run.
   *
   * @throws UserError where another process writes it, or it cannot be written
   */
  public static RunStore open(Path folder) {
    return open(
        folder,
        // A link in a folder that somebody else made must not have its target cut off and filled.
        file ->
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
  }

  static RunStore open(Path folder, Opener opener) {
    FileChannel lock = null;
    RunStore store = null;
    if (isPacked(folder)) {
      throw new UserError(
          folder + ": a recorded run (" + PACKED + "), for reading only; use another --out");
    }
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (!held(lock)) {
        throw new UserError(
            folder + ": another run writes here; wait for it, or use another --out");
      }
      store = new RunStore(folder, lock, opener);
      return store;
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be written (" + TextFiles.reason(e) + ")");
    } finally {
      if (store == null) {
        close(lock);
      }
    }
  }

  private static boolean held(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer as for another one.
      return false;
    }
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The last entries of a finished or stopped run by key, for reading only; one that was asked
   * again after it had failed has the time that was lost before.
   */
  public static Map<String, JournalEntry> read(Path folder) {
    Map<String, JournalEntry> entries = new LinkedHashMap<>();
    Journal.read(
        journal(folder), e -> entries.merge(e.key(), e, (before, now) -> now.after(before)));
    return entries;
  }

  /** The same by what each answers; of a long journal, each is read when it is taken. */
  public static Map<Question, JournalEntry> byQuestion(Path folder) {
    if (isLong(folder)) {
      return JournalIndex.byQuestion(journal(folder));
    }
    Map<Question, JournalEntry> entries = new HashMap<>();
    read(folder).values().forEach(e -> entries.put(e.question(), e));
    return entries;
  }

  /** As {@link #read}; of a long journal, each is read when it is taken. */
  static Map<String, JournalEntry> byKey(Path folder) {
    return isLong(folder) ? JournalIndex.byKey(journal(folder)) : read(folder);
  }

  /**
   * Hands over the key of each record in the journal and whether it has a reply.
   *
   * @return what is damaged, a line each; usually empty
   */
  static List<String> keys(Path folder, BiConsumer<String, Boolean> taker) {
    return Journal.keys(journal(folder), (key, replied, start) -> taker.accept(key, replied))
        .damage();
  }

  /** What is damaged in the journal of a run, a line each; usually empty. */
  public static List<String> damage(Path folder) {
    return keys(folder, (key, replied) -> {});
  }

  private static boolean isLong(Path folder) {
    Path journal = folder.resolve(JOURNAL);
    try {
      return Files.exists(journal) && Files.size(journal) > SHORT;
    } catch (IOException e) {
      throw new UserError(journal + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  private static Path journal(Path folder) {
    return isPacked(folder) ? folder.resolve(PACKED) : folder.resolve(JOURNAL);
  }

  private static boolean isPacked(Path folder) {
    return Files.exists(folder.resolve(PACKED)) && !Files.exists(folder.resolve(JOURNAL));
  }

  private void note(String key, boolean replied) {
    if (replied) {
      answered.put(key, "");
    }
  }

  /** What was damaged in the journal, a line each; usually empty. */
  public List<String> damage() {
    return damage;
  }

  @Override
  public boolean isEmpty() {
    return answered.isEmpty();
  }

  @Override
  public boolean answered(String key) {
    return answered.containsKey(key);
  }

  /**
   * Hands an entry to the journal's thread and returns; waits only while very many are waiting.
   *
   * @param kept run on that thread as soon as the entry is on disk
   * @throws JournalException where the disk is full or gone; all records on disk are whole
   */
  @Override
  public void append(JournalEntry entry, Runnable kept)
      throws JournalException, InterruptedException {
    writer.append(
        Journal.line(entry),
        () -> {
          note(entry.key(), entry.reply().isPresent());
          kept.run();
        });
  }

  /**
   * Waits until everything appended is on disk; nothing can be appended afterwards.
   *
   * @throws JournalException where something could not be written
   */
  @Override
  public void finish() throws JournalException {
    writer.end();
  }

  /** Closes the files; {@link #finish()} says whether everything was written. */
  @Override
  public void close() {
    try {
      writer.end();
    } catch (JournalException e) {
      // Thrown again by the next append() and by finish().
    } finally {
      close(channel);
      close(lock);
    }
  }
}
