package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.model.LocalModels;
import dev.claimbench.model.catalogue.ModelFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The models of the catalogue, downloaded or converted where they are not there yet, with progress
 * shown.
 *
 * @param width characters of a line of {@code err} that is written over; empty where none can be
 */
record DownloadedModels(ModelFiles files, PrintWriter err, OptionalInt width)
    implements LocalModels {

  /** With the user's cache. */
  static DownloadedModels standard(Environment environment, PrintWriter err, OptionalInt width) {
    return new DownloadedModels(ModelFiles.standard(environment.caches()), err, width);
  }

  @Override
  public Path file(String model) {
    return withProgress(progress -> files.path(model, progress));
  }

  @Override
  public Path folder(String model) {
    return withProgress(progress -> files.folder(model, progress));
  }

  /** The progress line is ended also when it fails, so that the error starts a line. */
  private Path withProgress(Function<PullProgress, Path> work) {
    try (PullProgress progress = new PullProgress(err, width)) {
      return work.apply(progress);
    }
  }
}
