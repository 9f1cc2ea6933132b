package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.model.LocalModels;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.model.http.Modelfile;
import dev.claimbench.text.UserError;
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

  /**
   * What Ollama creates a model from; an adapter is merged into a copy of the file. {@code ADAPTER}
   * of a Modelfile is no way to add one: Ollama 0.17.4 takes it for Llama's family alone, and turns
   * the rows of {@code lora_A} of queries and keys, where those of {@code lora_B} have to be
   * turned.
   *
   * @throws UserError where the adapter is of another base
   */
  Modelfile modelfile(String model) {
    return Modelfile.read(file(model));
  }

  /** The progress line is ended also when it fails, so that the error starts a line. */
  private Path withProgress(Function<PullProgress, Path> work) {
    try (PullProgress progress = new PullProgress(err, width)) {
      return work.apply(progress);
    }
  }
}
