package dev.claimbench.model.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came when a folder was pulled; kept in it as {@value #FILE}, written last, so that a folder
 * with one is complete. What the catalogue does not know of a file is held against this.
 *
 * @param version of this format
 * @param model as the user names it
 * @param repo where it came from
 * @param revision of it
 * @param files with their size and hash; those that the revision did without are not among them
 */
record DownloadRecord(
    int version, String model, String repo, String revision, List<ModelFolder.Part> files) {
  static final String FILE = "pulled.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Of a folder that is complete and of this revision; empty for any other. */
  static Optional<DownloadRecord> read(Path folder, ModelFolder model) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      DownloadRecord pulled = JSON.readValue(file.toFile(), DownloadRecord.class);
      return pulled.version() == 1
              && pulled.repo().equals(model.repo())
              && pulled.revision().equals(model.revision())
          ? Optional.of(pulled)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Half written, or by hand: it is made again.
    }
  }

  void write(Path folder) {
    try {
      AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
  }

  /** The files as the record has them, with the catalogue's word before its own. */
  List<ModelFolder.Part> parts(ModelFolder model) {
    return files.stream()
        .map(
            recorded ->
                model.files().stream()
                    .filter(p -> p.path().equals(recorded.path()) && !p.sha256().isEmpty())
                    .map(
                        p ->
                            new ModelFolder.Part(
                                p.path(), recorded.size(), p.sha256(), p.optional()))
                    .findFirst()
                    .orElse(recorded))
        .toList();
  }

  /**
   * @throws UserError where a file that came cannot be read
   */
  static ModelFolder.Part recorded(ModelFolder.Part part, Path file, ModelCache cache) {
    try {
      return new ModelFolder.Part(
          part.path(), Files.size(file), cache.sha256(file), part.optional());
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
