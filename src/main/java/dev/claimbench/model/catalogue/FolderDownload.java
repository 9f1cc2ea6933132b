package dev.claimbench.model.catalogue;

import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a model of several files into the cache, each resumed and checked by itself. */
record FolderDownload(Downloader downloader) {

  /**
   * The folder, with all files in it; those that are missing are downloaded. A file is what the
   * catalogue says by its SHA-256; one that it does not know is recorded as it first comes, and
   * held against that afterwards.
   *
   * @throws UserError with exit code 5 where a file could not be fetched
   */
  Path fetch(ModelFolder model, ModelCache cache, Progress progress) {
    ModelCache own = cache.of(model);
    Optional<DownloadRecord> before = DownloadRecord.read(own.dir(), model);
    if (before.isEmpty() && Files.exists(own.dir().resolve(DownloadRecord.FILE))) {
      progress.note(model.spec() + ": another revision was there and is deleted");
      ModelCache.deleteAll(own.dir());
    }
    List<ModelFolder.Part> wanted = before.map(b -> b.parts(model)).orElse(model.files());
    List<ModelFolder.Part> came = new ArrayList<>();
    for (ModelFolder.Part part : wanted) {
      ModelFile file = model.file(part);
      boolean there = own.verified(own.known(file)).isPresent();
      if (!there && before.isEmpty() && part.optional() && downloader.lacks(file)) {
        continue;
      }
      if (!there) {
        progress.note("%s: %s".formatted(model.spec(), part.path()));
      }
      Path path = downloader.fetch(file, own, progress);
      came.add(DownloadRecord.recorded(part, path, own));
    }
    if (before.isEmpty()) {
      new DownloadRecord(1, model.spec(), model.repo(), model.revision(), came).write(own.dir());
      long unknown = wanted.stream().filter(p -> p.sha256().isEmpty()).count();
      if (unknown > 0) {
        progress.note(
            Text.format(
                "%s: of %d of its files no hash was known; what came is recorded in %s",
                model.spec(), unknown, own.dir().resolve(DownloadRecord.FILE)));
      }
    }
    return own.dir();
  }
}
