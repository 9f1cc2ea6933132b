package dev.claimbench.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system says of a file without reading it, to know whether a hash that was computed
 * once still holds. Size and time of change are not enough: anybody can set the time back after
 * other bytes of the same length. The time of the last change of status cannot be set, and a file
 * that was put in its place is another one by its number.
 */
public final class FileState {
  /** The coarsest clock of a file system that is in use (FAT). */
  private static final Duration TICK = Duration.ofSeconds(2);

  private FileState() {}

  /**
   * Equal to what it was before as long as the file is the same; links are followed.
   *
   * @return empty where the file system tells less than that: then nothing may be remembered
   */
  public static Optional<String> read(Path file) throws IOException {
    Map<String, Object> tells;
    try {
      tells = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(
        String.join(
            " ",
            String.valueOf(tells.get("size")),
            String.valueOf(tells.get("lastModifiedTime")),
            String.valueOf(tells.get("ctime")),
            String.valueOf(tells.get("ino")),
            String.valueOf(tells.get("dev"))));
  }

  /**
   * Whether a change after the state was written down would show in it. Within a tick of the clock
   * it would not: the last change and the next have the same time then.
   *
   * @param record where the state of the file was written down, on the same file system
   */
  public static boolean isSettled(Path file, Path record) throws IOException {
    Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    return Files.getLastModifiedTime(record).toInstant().isAfter(changed.plus(TICK));
  }
}
