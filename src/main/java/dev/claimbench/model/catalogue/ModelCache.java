package dev.claimbench.model.catalogue;

import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.FileState;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of models on this computer. Beside each file lies {@code <file>.sha256}: the hash as
 * it was computed once, with the state of the file that it holds for, in the format of {@code
 * sha256sum}. As long as that is the same, the hash is not computed again.
 *
 * @param dir may not exist yet
 */
public record ModelCache(Path dir) {
  /** How a model stands in the cache, judged without computing a hash. */
  public enum State {
    ABSENT,
    /** A download was cut off and will go on. */
    PARTIAL,
    /** Right size, hash not computed yet. */
    UNVERIFIED,
    VERIFIED,
    /** Wrong size, or a hash that is known to be another. */
    DAMAGED
  }

  public ModelCache {
    dir = dir.toAbsolutePath().normalize();
  }

  /** The folder of a model of several files, as a cache of them: {@code djl/<name>}. */
  public ModelCache of(ModelFolder model) {
    return new ModelCache(dir.resolve(model.runtime()).resolve(model.name()));
  }

  /** Where the model's file belongs, there or not. */
  public Path path(ModelFile model) {
    return dir.resolve(model.file());
  }

  Path part(ModelFile model) {
    return dir.resolve(model.file() + ".part");
  }

  /** Where packages are unpacked: in the cache's own file system, as /tmp may be small. */
  Path work(ModelFile model) {
    return dir.resolve(model.file() + ".wheels");
  }

  private static final String STATE = "# state ";

  private static Path sidecar(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }

  public State state(ModelFile model) {
    Path file = path(model);
    try {
      if (!Files.exists(file)) {
        boolean begun = Files.exists(part(model)) || Files.exists(work(model));
        return begun ? State.PARTIAL : State.ABSENT;
      }
      if (model.size() > 0 && Files.size(file) != model.size()) {
        return State.DAMAGED;
      }
      return remembered(file)
          .map(hash -> hash.equals(model.sha256()) ? State.VERIFIED : State.DAMAGED)
          .orElse(State.UNVERIFIED);
    } catch (IOException e) {
      return State.DAMAGED;
    }
  }

  /** How all files of a folder stand together: as the one that stands worst. */
  public State state(ModelFolder model) {
    ModelCache own = of(model);
    Optional<DownloadRecord> pulled = DownloadRecord.read(own.dir(), model);
    if (pulled.isEmpty()) {
      return size(own.dir()) > 0 ? State.PARTIAL : State.ABSENT;
    }
    List<State> worse = List.of(State.VERIFIED, State.UNVERIFIED, State.PARTIAL, State.DAMAGED);
    int worst = 0;
    for (ModelFolder.Part part : pulled.get().parts(model)) {
      State one = own.state(model.file(part));
      worst = Math.max(worst, worse.indexOf(one == State.ABSENT ? State.PARTIAL : one));
    }
    return worse.get(worst);
  }

  /**
   * A file that the catalogue knows no hash of, as it lies there: the download of its folder was
   * not finished yet, or it was put there by hand.
   *
   * @throws UserError where it cannot be read
   */
  ModelFile known(ModelFile model) {
    if (model.isPinned()) {
      return model;
    }
    Path file = path(model);
    try {
      if (Files.exists(file)) {
        return model.with(Files.size(file), sha256(file));
      }
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, reason(e)));
    }
    return model;
  }

  /**
   * The file if it is there and its hash is right. The hash is remembered.
   *
   * @throws UserError where it cannot be read
   */
  Optional<Path> verified(ModelFile model) {
    Path file = path(model);
    try {
      boolean good =
          Files.exists(file)
              && (model.size() == 0 || Files.size(file) == model.size())
              && sha256(file).equals(model.sha256());
      return good ? Optional.of(file) : Optional.empty();
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, reason(e)));
    }
  }

  /** Deletes a file whose hash is wrong, and says so. To be called under the lock. */
  void discardDamaged(ModelFile model, Progress progress) {
    Path file = path(model);
    if (!Files.exists(file) || verified(model).isPresent()) {
      return;
    }
    try {
      progress.note(
          Text.format(
              "%s was damaged and is deleted: expected SHA-256 %s (%,d bytes), got %s (%,d bytes)",
              file, model.sha256(), model.size(), sha256(file), Files.size(file)));
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, reason(e)));
    }
    delete(file);
    delete(sidecar(file));
  }

  /** Moves a file with the right hash to its place, and remembers that it is right. */
  Path adopt(Path fresh, ModelFile model) {
    Path file = path(model);
    try {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      FileState.read(file).ifPresent(state -> remember(file, model.sha256(), state));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    delete(part(model));
    deleteAll(work(model));
    return file;
  }

  /**
   * SHA-256 of a file, 64 hex digits; remembered beside it when it lies in the cache.
   *
   * @throws IOException where it cannot be read
   */
  public String sha256(Path file) throws IOException {
    Optional<String> known = remembered(file);
    if (known.isPresent() && FileState.isSettled(file, sidecar(file))) {
      return known.get();
    }
    Optional<String> state = FileState.read(file);
    String hash = Sha256.sha256(file);
    // Never beside the user's own files, which are not ours to add to.
    if (state.isPresent()
        && state.equals(FileState.read(file))
        && dir.equals(file.toAbsolutePath().normalize().getParent())) {
      remember(file, hash, state.get());
    }
    return hash;
  }

  private static Optional<String> remembered(Path file) {
    try {
      List<String> lines = Files.readAllLines(sidecar(file), StandardCharsets.UTF_8);
      Optional<String> state = FileState.read(file);
      boolean holds =
          lines.size() == 2 && state.isPresent() && lines.get(1).equals(STATE + state.get());
      return holds ? Optional.of(lines.get(0).replaceAll(" .*", "")) : Optional.empty();
    } catch (IOException e) {
      // Absent, unreadable or no text: the hash is computed.
      return Optional.empty();
    }
  }

  private static void remember(Path file, String hash, String state) {
    try {
      AtomicFile.write(
          sidecar(file), hash + "  " + file.getFileName() + "\n" + STATE + state + "\n");
    } catch (UserError e) {
      // A cache that is read only works; it is just verified each time.
    }
  }

  /**
   * Deletes the model and what is left of a download of it.
   *
   * @return bytes that were freed; 0 where nothing was there
   */
  public long remove(ModelFile model) {
    long freed = 0;
    Path weights = path(model);
    Path digest = weights.resolveSibling(weights.getFileName() + ".digest");
    for (Path file : List.of(weights, part(model), sidecar(weights), digest)) {
      freed += size(file);
      delete(file);
    }
    freed += size(work(model));
    deleteAll(work(model));
    return freed;
  }

  /** Deletes a folder of the cache with all files; returns the bytes that were freed. */
  public long remove(ModelFolder model) {
    Path folder = of(model).dir();
    long freed = size(folder);
    deleteAll(folder);
    return freed;
  }

  /** Bytes of a file, or of all files under a folder; 0 where it is not there. */
  static long size(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      return all.mapToLong(f -> Files.isRegularFile(f) ? f.toFile().length() : 0).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // It went away while we looked: another process works here.
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserError("%s cannot be deleted: %s".formatted(file, reason(e)));
    }
  }

  static void deleteAll(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(java.util.Comparator.reverseOrder()).forEach(ModelCache::delete);
    } catch (IOException e) {
      throw new UserError("%s cannot be deleted: %s".formatted(folder, reason(e)));
    }
  }

  /** The error for a failed write: no other source would help. */
  static UserError cannotWrite(Path file, IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = message.matches("(?s).*(no space left|not enough space|quota exceeded).*");
    return new UserError(
        full
            ? "disk full: cannot write %s; free space there, or set CLAIMBENCH_MODELS to another folder, then run again: what is already there is kept"
                .formatted(file)
            : "cannot write %s: %s; check its permissions, or set CLAIMBENCH_MODELS to another folder"
                .formatted(file, reason(e)));
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return (kind.replace(" Exception", "") + " " + (e.getMessage() == null ? "" : e.getMessage()))
        .strip();
  }
}
