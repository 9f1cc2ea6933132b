package dev.claimbench.label;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time changes the labels of a folder, whatever process it is in: two that read a file,
 * compare it with what their page has seen and write it would write over each other in between.
 */
final class FolderLock {
  /** Stays there: a second process could lock a new file of that name beside the first one. */
  static final String FILE = ".label.lock";

  /** The system's lock belongs to the process; within it, threads wait for each other here. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  /** What is done while nobody else does anything. */
  interface LockedAction {
    boolean run() throws StaleFileException;
  }

  private FolderLock() {}

  /**
   * Waits for the folder and does the step.
   *
   * @param folder made where it is not there
   * @throws UserError where the folder cannot be written
   */
  static boolean during(Path folder, LockedAction step) throws StaleFileException {
    ReentrantLock threads;
    try {
      Files.createDirectories(folder);
      threads = THREADS.computeIfAbsent(folder.toRealPath(), f -> new ReentrantLock());
    } catch (IOException e) {
      throw cannotLock(folder, e);
    }
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.lock()) {
      return lock.isValid() && step.run();
    } catch (IOException e) {
      throw cannotLock(folder, e);
    } finally {
      threads.unlock();
    }
  }

  private static UserError cannotLock(Path folder, IOException e) {
    return new UserError(folder + ": cannot be locked for writing (" + e.getMessage() + ")");
  }
}
