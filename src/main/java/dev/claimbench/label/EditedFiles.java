package dev.claimbench.label;

import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.FolderLock;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextDecoder;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that a page changes: each change is written at once, none over what somebody else has
 * written since, and the last ones can be taken back. Not safe for several threads.
 */
final class EditedFiles {
  /** One file before a change, empty where there was none, and the hash of what it became. */
  private record Before(Path file, Optional<String> text, String after) {}

  private static final String LOCK = ".label.lock";

  private final Path folder;

  /** What one step of the user changed. */
  private final Deque<Map<Path, Before>> done = new ArrayDeque<>();

  /**
   * @param folder of all of them
   */
  EditedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The text of a file.
   *
   * @param absent where there is none yet
   */
  static String read(Path file, String absent) {
    try {
      return Files.exists(file)
          ? TextFiles.decode(file.toString(), Files.readAllBytes(file))
          : absent;
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /**
   * The text of a file that must still be what the page has seen.
   *
   * @param version SHA-256 of what the page has seen
   */
  static String same(Path file, String absent, String version) throws StaleFileException {
    String text = read(file, absent);
    if (!Sha256.sha256(text).equals(version)) {
      throw new StaleFileException(file);
    }
    return text;
  }

  /** Does one change, reading and writing, while nobody else changes a file of the folder. */
  boolean locked(FolderLock.LockedAction<StaleFileException> step) throws StaleFileException {
    return FolderLock.during(folder, LOCK, step);
  }

  /** How many steps can be taken back. */
  int steps() {
    return done.size();
  }

  void write(Path file, String now) {
    write(Map.of(file, now));
  }

  /** Several files as one step. */
  void write(Map<Path, String> changes) {
    Map<Path, Before> step = new LinkedHashMap<>();
    changes.forEach(
        (file, now) -> {
          Optional<String> before =
              Files.exists(file) ? Optional.of(read(file, "")) : Optional.empty();
          store(file, now);
          step.put(file, new Before(file, before, Sha256.sha256(now)));
        });
    done.push(step);
  }

  /** Takes the last step back. */
  void undo() throws StaleFileException {
    if (done.isEmpty()) {
      throw new UserError("nothing to undo");
    }
    Map<Path, Before> step = done.peek();
    for (Before before : step.values()) {
      if (!Sha256.sha256(read(before.file, "")).equals(before.after)) {
        throw new StaleFileException(before.file);
      }
    }
    for (Before before : step.values()) {
      if (before.text.isPresent()) {
        store(before.file, before.text.get());
      } else {
        remove(before.file);
      }
    }
    done.pop();
  }

  /** Excel takes a sheet for UTF-8 by its byte order mark: a file that has one keeps it. */
  private static void store(Path file, String text) {
    boolean marked = Files.exists(file) && TextDecoder.hasMark(TextFiles.bytes(file));
    AtomicFile.writeDurably(file, marked ? "\uFEFF" + text : text);
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be removed (" + TextFiles.reason(e) + ")");
    }
  }
}
