package dev.claimbench.text;

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
 * One at a time changes the files of a folder, whatever process it is in: two that read a file and
 * write what follows from it would write over each other in between.
 */
public final class FolderLock {
  /** The system's lock belongs to the process; within it, threads wait for each other here. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  /**
   * What is done while nobody else does anything.
   *
   * @param <E> what it may throw
   */
  public interface LockedAction<E extends Exception> {
    boolean run() throws E;
  }

  private FolderLock() {}

  /**
   * Waits for the folder and does the step.
   *
   * @param folder made where it is not there
   * @param name of the file that is locked. It stays there: a second process could lock a new file
   *     of that name beside the first one
   * @throws UserError where the folder cannot be written
   */
  public static <E extends Exception> boolean during(Path folder, String name, LockedAction<E> step)
      throws E {
    ReentrantLock threads;
    try {
      Files.createDirectories(folder);
      threads =
          THREADS.computeIfAbsent(folder.toRealPath().resolve(name), f -> new ReentrantLock());
    } catch (IOException e) {
      throw cannotLock(folder, e);
    }
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        // Behind all bytes: where locks bind everybody, what the file has can still be read.
        FileLock lock = channel.lock(Long.MAX_VALUE - 1, 1, false)) {
      return lock.isValid() && step.run();
    } catch (IOException e) {
      throw cannotLock(folder, e);
    } finally {
      threads.unlock();
    }
  }

  private static UserError cannotLock(Path folder, IOException e) {
    return new UserError(folder + ": cannot be locked for writing (" + TextFiles.reason(e) + ")");
  }
}
