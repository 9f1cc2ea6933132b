package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a cache, and how it gets smaller. */
public final class CacheFiles {
  private CacheFiles() {}

  /**
   * Replies of one model.
   *
   * @param model its name and the first digits of its digest
   * @param oldestUse the longest time ago that one of them was made or used
   */
  public record Share(String model, int replies, long bytes, Instant oldestUse) {
    private Share plus(Share other) {
      return new Share(
          model,
          replies + other.replies,
          bytes + other.bytes,
          oldestUse.isBefore(other.oldestUse) ? oldestUse : other.oldestUse);
    }
  }

  /**
   * By model; what is damaged is under a name of its own.
   *
   * @throws UserError where the folder cannot be read
   */
  public static List<Share> stats(Cache cache) {
    Map<String, Share> shares = new TreeMap<>();
    for (Path file : files(cache)) {
      try {
        Share one =
            new Share(
                model(file), 1, Files.size(file), Files.getLastModifiedTime(file).toInstant());
        shares.merge(one.model(), one, Share::plus);
      } catch (IOException e) {
        throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
      }
    }
    return List.copyOf(shares.values());
  }

  private static String model(Path file) throws IOException {
    try {
      JsonNode model = Json.MAPPER.readTree(Files.readString(file)).path("model");
      String digest = model.path("digest").asText().replaceFirst("^sha256:", "");
      String name = VisibleText.line(model.path("spec").asText());
      return name.isEmpty()
          ? "damaged"
          : name + " " + VisibleText.line(digest.substring(0, Math.min(12, digest.length())));
    } catch (JsonProcessingException | CharacterCodingException e) {
      return "damaged";
    }
  }

  /**
   * Deletes replies that were neither made nor used since.
   *
   * @return what was deleted, under one name
   */
  public static Share prune(Cache cache, Instant since) {
    Share deleted = new Share("deleted", 0, 0, since);
    for (Path file : files(cache)) {
      try {
        Instant used = Files.getLastModifiedTime(file).toInstant();
        if (used.isBefore(since)) {
          deleted = deleted.plus(new Share("", 1, Files.size(file), used));
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UserError(file + ": cannot be deleted (" + TextFiles.reason(e) + ")");
      }
    }
    return deleted;
  }

  private static List<Path> files(Cache cache) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(cache.folder())) {
      return files;
    }
    // Only what a cache writes: a wrong folder must not lose what is in it.
    try (Stream<Path> walk = Files.walk(cache.folder(), 2)) {
      walk.filter(
              f ->
                  Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)
                      && f.getFileName().toString().matches("[0-9a-f]{64}\\.json")
                      && f.getParent().getFileName().toString().matches("[0-9a-f]{2}"))
          .sorted()
          .forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(cache.folder() + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
    return files;
  }
}
