package dev.claimbench.model.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/** One process at a time, and one thread of it. */
final class FileLocks {
  private FileLocks() {}

  /**
   * Waits for a file's lock; closing the channel lets go of it, and so does the end of the process.
   *
   * @param busy printed once, where somebody else has it
   */
  static void hold(FileChannel channel, String busy, Progress progress)
      throws IOException, InterruptedException {
    for (boolean noted = false; ; noted = true) {
      try {
        if (channel.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process holds it: wait just the same.
      }
      if (!noted) {
        progress.note(busy + "; waiting");
      }
      Thread.sleep(200);
    }
  }
}
