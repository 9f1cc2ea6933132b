package dev.claimbench.model.catalogue;

import dev.claimbench.model.LocalModels;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The models that are on this computer already; nothing is downloaded or converted. */
public record PresentModels(Catalogue catalogue, ModelCache cache) implements LocalModels {

  @Override
  public Path file(String model) {
    Optional<ModelWithAdapter> adapted = ModelWithAdapter.parse(model);
    if (adapted.isPresent()) {
      Path merged = Converter.merged(file(adapted.get().base()), adapted.get().adapter(), cache);
      if (!Files.exists(merged)) {
        throw new UserError(
            UserError.UNREACHABLE,
            model + ": the adapter is not merged yet; run `claimbench models path " + model + "`");
      }
      return merged;
    }
    if (ModelFiles.isGguf(model)) {
      return ModelFiles.local(Path.of(model));
    }
    return present(catalogue.find(model)).orElseThrow(() -> absent("gguf/" + model));
  }

  @Override
  public Path folder(String model) {
    Optional<ModelWithAdapter> adapted = ModelWithAdapter.parse(model);
    if (adapted.isPresent()) {
      return converted(model, file(adapted.get().base()), adapted.map(ModelWithAdapter::adapter));
    }
    if (ModelFiles.isGguf(model)) {
      return converted(model, ModelFiles.local(Path.of(model)), Optional.empty());
    }
    if (ModelFiles.isPath(model)) {
      return Path.of(model);
    }
    Optional<ModelFolder> folder = catalogue.folder(model);
    if (folder.isPresent()) {
      ModelCache.State state = cache.state(folder.get());
      if (state != ModelCache.State.VERIFIED && state != ModelCache.State.UNVERIFIED) {
        throw absent(folder.get().spec());
      }
      return cache.of(folder.get()).dir();
    }
    ModelFile file =
        catalogue.models().stream()
            .filter(m -> m.name().equals(model))
            .findFirst()
            .orElseThrow(() -> catalogue.noFolder(model));
    return converted(
        model, present(file).orElseThrow(() -> absent("djl/" + model)), Optional.empty());
  }

  private Optional<Path> present(ModelFile model) {
    Path file = cache.path(model);
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  private Path converted(String model, Path gguf, Optional<Path> adapter) {
    return Converter.converted(gguf, adapter, cache)
        .orElseThrow(
            () ->
                new UserError(
                    UserError.UNREACHABLE,
                    "djl/"
                        + model
                        + ": not converted yet; run `claimbench models pull djl/"
                        + model
                        + "`"));
  }

  private static UserError absent(String spec) {
    String name = spec.startsWith("gguf/") ? spec.substring("gguf/".length()) : spec;
    return new UserError(
        UserError.UNREACHABLE,
        spec + ": not downloaded; run `claimbench models pull " + name + "`");
  }
}
