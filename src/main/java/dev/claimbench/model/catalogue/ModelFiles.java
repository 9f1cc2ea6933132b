package dev.claimbench.model.catalogue;

import dev.claimbench.model.GitLfs;
import dev.claimbench.model.LocalModels;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Turns what the user calls a model into a file or a folder on this computer. */
public record ModelFiles(
    Catalogue catalogue, ModelCache cache, Downloader downloader, Converter converter) {

  /**
   * The catalogue that comes with Claimbench, the user's cache and the network.
   *
   * @param folders with the environment, whose {@code HF_ENDPOINT} names another place to download
   *     from
   */
  public static ModelFiles standard(CacheFolders folders) {
    return new ModelFiles(
        Catalogue.load(),
        new ModelCache(folders.models()),
        Downloader.standard(folders.variables()),
        Converter.standard());
  }

  /**
   * The file of a model: {@code smollm2-135m} is downloaded if it is not in the cache, {@code
   * models/own.gguf} must be there.
   *
   * @param model a name of the catalogue, or a path that ends in {@code .gguf}; with {@code +} and
   *     the folder of an adapter behind it, that file with the adapter merged into it
   * @throws UserError for an unknown name, a file that is missing or no GGUF, and where a download
   *     fails
   */
  public Path path(String model, Progress progress) {
    Optional<ModelWithAdapter> adapted = ModelWithAdapter.parse(model);
    if (adapted.isPresent()) {
      Path base = path(adapted.get().base(), progress);
      return converter.merge(base, adapted.get().adapter(), cache, progress);
    }
    return isGguf(model)
        ? local(Path.of(model))
        : downloader.fetch(catalogue.find(model), cache, progress);
  }

  /**
   * The folder of a model: {@code qwen3-0.6b} is downloaded if it is not in the cache, {@code
   * smollm2-135m} and {@code models/own.gguf} are converted, any other path is left as it is.
   *
   * @param model a name of the catalogue, or a path; of a GGUF file with {@code +} and the folder
   *     of an adapter behind it
   * @throws UserError for an unknown name, and where a download or a conversion fails
   */
  public Path folder(String model, Progress progress) {
    Optional<ModelWithAdapter> adapted = ModelWithAdapter.parse(model);
    if (adapted.isPresent()) {
      Path base = path(adapted.get().base(), progress);
      return converter.convert(base, adapted.map(ModelWithAdapter::adapter), cache, progress);
    }
    if (isGguf(model)) {
      return converter.convert(local(Path.of(model)), cache, progress);
    }
    if (isPath(model)) {
      return Path.of(model);
    }
    Optional<ModelFolder> folder = catalogue.folder(model);
    if (folder.isPresent()) {
      return new FolderDownload(downloader).fetch(folder.get(), cache, progress);
    }
    if (catalogue.models().stream().noneMatch(m -> m.name().equals(model))) {
      throw catalogue.noFolder(model);
    }
    return converter.convert(path(model, progress), cache, progress);
  }

  /**
   * Deletes a folder of the cache: one that was pulled, or all that were made of a file of the
   * catalogue or of a path.
   *
   * @param model as the user names it, {@code djl/} or {@code djl-nli/} before it
   * @return bytes that were freed; 0 where nothing was there
   * @throws UserError for a name that is not in the catalogue
   */
  public long removeFolder(String model) {
    String name = model.substring(model.indexOf('/') + 1);
    Optional<ModelFolder> folder = catalogue.folder(name);
    if (folder.isPresent()) {
      return cache.remove(folder.get());
    }
    if (isGguf(name)) {
      return Converter.remove(Path.of(name).getFileName().toString(), cache);
    }
    return catalogue.models().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .map(m -> Converter.remove(m.file(), cache))
        .orElseThrow(() -> catalogue.noFolder(name));
  }

  /** The models of the user's cache that are there already. */
  public LocalModels present() {
    return new PresentModels(catalogue, cache);
  }

  /** Whether a name is the path of a GGUF file. */
  static boolean isGguf(String model) {
    return model.toLowerCase(Locale.ROOT).endsWith(".gguf");
  }

  /** Whether a name is that of a folder, and not one of the catalogue. */
  static boolean isPath(String model) {
    return model.contains("/") || model.contains("\\") || Files.exists(Path.of(model));
  }

  static Path local(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s: expected a GGUF file, but %s; give a path to one, or a name that `claimbench models list` shows"
              .formatted(
                  file, Files.isDirectory(file) ? "this is a folder" : "there is no such file"));
    }
    if (GitLfs.isPointer(file)) {
      throw new UserError(file + ": expected a GGUF file, but this is " + GitLfs.POINTER);
    }
    try (InputStream in = Files.newInputStream(file)) {
      // llama.cpp ends the whole process on some files that are not GGUF.
      if (!new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("GGUF")) {
        throw new UserError(
            "%s: expected a GGUF file, which starts with the letters GGUF; this one does not: download it again"
                .formatted(file));
      }
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
    return file;
  }
}
