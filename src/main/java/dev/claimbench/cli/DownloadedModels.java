package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.model.LocalModels;
import dev.claimbench.model.catalogue.AdaptedName;
import dev.claimbench.model.catalogue.Adapter;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.model.http.Modelfile;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
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
   * What Ollama creates a model from: an adapter stays apart where Ollama takes those of its
   * family, else it is merged into a copy of the file.
   *
   * @throws UserError where the adapter is of another base
   */
  Modelfile modelfile(String model) {
    Optional<AdaptedName> adapted = AdaptedName.parse(model);
    if (adapted.isPresent()) {
      Modelfile base = Modelfile.read(file(adapted.get().base()));
      if (base.takesAdapter()) {
        Path folder = adapted.get().adapter();
        withProgress(progress -> files.check(base.gguf(), folder, progress));
        return base.withAdapter(Adapter.FILES.stream().map(folder::resolve).toList());
      }
    }
    return Modelfile.read(file(model));
  }

  /** The progress line is ended also when it fails, so that the error starts a line. */
  private Path withProgress(Function<PullProgress, Path> work) {
    try (PullProgress progress = new PullProgress(err, width)) {
      return work.apply(progress);
    }
  }
}
