package dev.claimbench.model.catalogue;

import java.nio.file.Path;
import java.util.List;

/**
 * A model of the catalogue that is several files: a folder.
 *
 * @param name as the user writes it after {@code runtime/}, e.g. {@code qwen3-0.6b}
 * @param runtime the runtime that reads it: {@code djl} or {@code djl-nli}
 * @param licence SPDX identifier
 * @param quantisation e.g. {@code q4}
 * @param memory bytes that a process needs to run it; 0 where nobody measured
 * @param repo on Hugging Face, {@code owner/name}
 * @param revision full commit hash (40 hex digits): branches move
 * @param files of that revision
 */
public record ModelFolder(
    String name,
    String runtime,
    String licence,
    String quantisation,
    long memory,
    String repo,
    String revision,
    List<Part> files) {

  /**
   * One of the files; in the cache they lie side by side.
   *
   * @param path inside the repository
   * @param size in bytes; 0 where it is not known beforehand
   * @param sha256 64 lower-case hex digits; empty where it is not known beforehand: then what comes
   *     first is recorded and holds from there on
   * @param optional whether some revisions do without it
   */
  public record Part(String path, long size, String sha256, boolean optional) {
    public Part {
      sha256 = sha256 == null ? "" : sha256;
    }

    String file() {
      return Path.of(path).getFileName().toString();
    }
  }

  public ModelFolder {
    files = files == null ? List.of() : List.copyOf(files);
    if (name == null || runtime == null || !List.of("djl", "djl-nli").contains(runtime)) {
      throw new IllegalArgumentException(
          name + ": runtime must be djl or djl-nli, got '" + runtime + "'");
    }
    if (licence == null || quantisation == null || memory < 0 || files.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": licence, quantisation and files are needed; memory is in bytes");
    }
    if (files.stream().map(Part::file).distinct().count() != files.size()) {
      throw new IllegalArgumentException(name + ": two files share a name");
    }
    // Makes each file once, which refuses what cannot be.
    for (Part part : files) {
      file(name, runtime, licence, quantisation, repo, revision, part);
    }
  }

  /** As the user names it, e.g. {@code djl/qwen3-0.6b}. */
  public String spec() {
    return runtime + "/" + name;
  }

  /** Bytes of all files whose size is known. */
  public long size() {
    return files.stream().mapToLong(Part::size).sum();
  }

  ModelFile file(Part part) {
    return file(name, runtime, licence, quantisation, repo, revision, part);
  }

  private static ModelFile file(
      String name,
      String runtime,
      String licence,
      String quantisation,
      String repo,
      String revision,
      Part part) {
    return new ModelFile(
        name,
        runtime,
        licence,
        quantisation,
        part.file(),
        part.size(),
        part.sha256(),
        1,
        List.of(new Source.HuggingFace(repo, revision, part.path())));
  }
}
