package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Reply;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replies of earlier runs, a file each, named by the SHA-256 of everything that decides them: the
 * model's digest (its chat template is part of it), quantisation, context, versions of server and
 * libraries, our prompt template, the request with its schema, every option, and the number of the
 * repeat. What the server does not tell cannot be held against it: a model without a digest is not
 * cached at all, since a changed weight file would be a hit.
 *
 * @param folder may not exist yet; one folder may serve several processes
 */
public record Cache(Path folder) {
  static final int VERSION = 1;

  /**
   * One reply.
   *
   * @param model whose it is
   * @param run folder of the run that asked for it
   * @param at when, ISO-8601
   * @param sha256 of key and reply; an entry without one is asked again
   */
  record CachedReply(
      int version,
      String key,
      ModelInfo model,
      String item,
      String run,
      String at,
      Reply reply,
      String sha256) {

    private boolean isWhole() {
      return reply != null && checksum(key, reply).equals(sha256);
    }
  }

  private static String checksum(String key, Reply reply) {
    return Sha256.sha256(key + "\0" + Json.pretty(reply));
  }

  /**
   * Whether a model's answers can be kept: only one with a digest is known to be the same again.
   */
  public static boolean accepts(ModelInfo model) {
    return !model.digest().isEmpty();
  }

  /** The name of a call's reply; {@link Call#key()} leaves versions and our template out. */
  static String key(Call call, ModelInfo model) {
    return Sha256.sha256(
        String.join(
            "\0",
            Integer.toString(VERSION),
            call.key(),
            new TreeMap<>(model.versions()).toString(),
            call.prompt().template()));
  }

  /** Where a reply lies, there or not. */
  Path file(Call call, ModelInfo model) {
    String key = key(call, model);
    return folder.resolve(key.substring(0, 2)).resolve(key + ".json");
  }

  /**
   * The reply of an earlier run.
   *
   * @param now kept as the time of its last use, for {@link CacheFiles#prune}
   * @return empty where there is none, or its file is damaged: then it is asked again
   */
  Optional<CachedReply> find(Call call, ModelInfo model, Instant now) {
    Path file = file(call, model);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would keep whoever reads it waiting.
      return Optional.empty();
    }
    try {
      CachedReply kept = Json.MAPPER.readValue(Files.readString(file), CachedReply.class);
      if (kept == null
          || kept.version() != VERSION
          || !key(call, model).equals(kept.key())
          || !kept.isWhole()) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(now));
      return Optional.of(kept);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Torn by a power cut, or of a folder that may only be read: asking again mends it.
      return Optional.empty();
    }
  }

  /**
   * Keeps a reply.
   *
   * @throws UserError where the folder cannot be written
   */
  void keep(Call call, ModelInfo model, String run, String at, Reply reply) {
    String key = key(call, model);
    CachedReply kept =
        new CachedReply(
            VERSION, key, model, call.prompt().item(), run, at, reply, checksum(key, reply));
    // Articles and answers are nobody else's on this machine.
    AtomicFile.writePrivately(file(call, model), Json.pretty(kept));
  }

  /** Remembers what is behind a name, for {@link #lastSeen}. */
  public void remember(ModelInfo model) {
    if (accepts(model) && !lastSeen(model.spec()).equals(Optional.of(model))) {
      AtomicFile.writePrivately(identity(model.spec()), Json.pretty(model));
    }
  }

  /**
   * What was behind a model's name when it was last opened: for whoever has its answers and not the
   * model.
   *
   * @param spec as in {@link ModelInfo#spec()}
   */
  public Optional<ModelInfo> lastSeen(String spec) {
    try {
      return Optional.ofNullable(
          Json.MAPPER.readValue(Files.readString(identity(spec)), ModelInfo.class));
    } catch (NoSuchFileException | JsonProcessingException | CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserError(identity(spec) + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  private Path identity(String spec) {
    return folder.resolve("models").resolve(Sha256.sha256(spec) + ".json");
  }
}
