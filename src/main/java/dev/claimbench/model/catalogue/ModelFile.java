package dev.claimbench.model.catalogue;

import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of the catalogue: one file, identified by its bytes.
 *
 * @param name as the user writes it after {@code runtime/}, e.g. {@code smollm2-135m}
 * @param runtime the runtime that reads it: {@code gguf}, or that of its folder
 * @param licence SPDX identifier
 * @param quantisation e.g. {@code Q4_K_M}
 * @param file plain file name in the cache
 * @param size in bytes; 0 where it is not known beforehand
 * @param sha256 of the whole file, 64 lower-case hex digits; empty where it is not known
 *     beforehand, which only files of a {@link ModelFolder} may be
 * @param memory bytes that a process needs to run it with a context of 8,192 tokens
 * @param sources in the order in which they are tried
 */
public record ModelFile(
    String name,
    String runtime,
    String licence,
    String quantisation,
    String file,
    long size,
    String sha256,
    long memory,
    List<Source> sources) {
  public ModelFile {
    sources = List.copyOf(sources);
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "a model's name has lower-case letters, digits and . _ - only, got '" + name + "'");
    }
    if (!file.matches("[\\w-][\\w.-]*")) {
      throw new IllegalArgumentException(
          name + ": file must be a plain file name, got '" + file + "'");
    }
    boolean mayBeUnknown = runtime.startsWith("djl");
    if (!sha256.matches("[0-9a-f]{64}") && !(mayBeUnknown && sha256.isEmpty())) {
      throw new IllegalArgumentException(
          name + ": sha256 must be 64 lower-case hex digits, got '" + sha256 + "'");
    }
    if (size < (mayBeUnknown ? 0 : 1) || memory < 1) {
      throw new IllegalArgumentException(
          name + ": size and memory are bytes above 0, got " + size + " and " + memory);
    }
  }

  /** Whether its bytes are known by their hash. */
  boolean isPinned() {
    return !sha256.isEmpty();
  }

  /** The same file, by what is known of it now. */
  ModelFile with(long knownSize, String knownSha256) {
    return new ModelFile(
        name, runtime, licence, quantisation, file, knownSize, knownSha256, memory, sources);
  }

  /** The same model with one more source, to be tried last. */
  ModelFile withMirror(Source mirror) {
    List<Source> all = new ArrayList<>(sources);
    all.add(mirror);
    return new ModelFile(name, runtime, licence, quantisation, file, size, sha256, memory, all);
  }

  /** {@code 491 MB}: millions of bytes, as download pages count; below one, bytes. */
  public static String megabytes(long bytes) {
    return bytes < 1_000_000
        ? Text.format("%,d bytes", bytes)
        : Text.format("%,d MB", Math.round(bytes / 1e6));
  }
}
