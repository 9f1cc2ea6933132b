package dev.claimbench.model.catalogue;

import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a GGUF file into a folder for {@code djl/}: by {@code tools/gguf2onnx.py}, which lies in
 * the jar, in a Python environment of its own in the cache. Needs Python and a package registry, no
 * other network.
 */
public final class Converter {
  private static final String PROGRAM = "gguf2onnx.py";
  private static final String ADAPTER_PROGRAM = "gguf_adapter.py";
  private static final String REQUIREMENTS = "gguf2onnx.txt";
  private static final List<String> RESOURCES =
      List.of(
          PROGRAM,
          REQUIREMENTS,
          ADAPTER_PROGRAM,
          "gguf_decoder.py",
          "gguf_tokenizer.py",
          "gguf_weights.py",
          "onnx_graph.py");

  /** The converter writes it last. */
  private static final String COMPLETE = "conversion.json";

  private final String python;

  /**
   * @param python name or path of the program
   */
  Converter(String python) {
    this.python = python;
  }

  /** With {@code python3} of the PATH. */
  public static Converter standard() {
    return new Converter("python3");
  }

  /**
   * The folder in the cache; made where it is not there. One process at a time makes it; others
   * wait.
   *
   * @param gguf is left as it is
   * @throws UserError where Python is missing, the packages cannot be installed, or the converter
   *     refuses the file
   */
  Path convert(Path gguf, ModelCache cache, Progress progress) {
    return convert(gguf, Optional.empty(), cache, progress);
  }

  /**
   * The same with an adapter, which is computed beside the file's own matrices.
   *
   * @param adapter a folder with a LoRA adapter in PEFT's format
   */
  Path convert(Path gguf, Optional<Path> adapter, ModelCache cache, Progress progress) {
    Path folder = folder(gguf, adapter, cache);
    if (Files.exists(folder.resolve(COMPLETE))) {
      return folder;
    }
    underLock(
        gguf,
        cache,
        gguf + ": conversion interrupted",
        progress,
        () -> {
          if (!Files.exists(folder.resolve(COMPLETE))) {
            make(gguf, adapter, folder, environment(home(cache), progress), progress);
          }
        });
    return folder;
  }

  /** What is made in the cache by a program. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Lets one process at a time work; the others wait.
   *
   * @param interrupted the message where it is interrupted
   */
  private static void underLock(
      Path gguf, ModelCache cache, String interrupted, Progress progress, Work work) {
    Path home = home(cache);
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(home, e);
    }
    Path lock = home.resolve(".conversion.lock");
    try (FileChannel channel =
        FileChannel.open(
            lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      FileLocks.hold(channel, gguf.getFileName() + ": another process is converting", progress);
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(UserError.UNREACHABLE, interrupted);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(lock, e);
    }
  }

  /** The folder that was made of a file, where it is there. */
  static Optional<Path> converted(Path gguf, Optional<Path> adapter, ModelCache cache) {
    Path folder = folder(gguf, adapter, cache);
    return Files.exists(folder.resolve(COMPLETE)) ? Optional.of(folder) : Optional.empty();
  }

  /**
   * The file in the cache that an adapter was merged into; made where it is not there.
   *
   * @param gguf the base; is left as it is
   * @param adapter a folder with a LoRA adapter in PEFT's format
   * @throws UserError where the adapter cannot be read or belongs to another base
   */
  Path merge(Path gguf, Path adapter, ModelCache cache, Progress progress) {
    Path merged = merged(gguf, adapter, cache);
    if (Files.exists(merged)) {
      return merged;
    }
    try {
      Files.createDirectories(merged.getParent());
    } catch (IOException e) {
      throw ModelCache.cannotWrite(merged.getParent(), e);
    }
    underLock(
        gguf,
        cache,
        adapter + ": merging interrupted",
        progress,
        () -> {
          if (!Files.exists(merged)) {
            merge(gguf, adapter, merged, environment(home(cache), progress), progress);
          }
        });
    return merged;
  }

  private static void merge(
      Path gguf, Path adapter, Path merged, PythonEnvironment environment, Progress progress)
      throws InterruptedException {
    progress.note(
        "%s: merging the adapter %s into %s".formatted(gguf.getFileName(), adapter, merged));
    try {
      environment
          .run(
              List.of(
                  environment.program(ADAPTER_PROGRAM),
                  gguf.toAbsolutePath().toString(),
                  adapter.toAbsolutePath().toString(),
                  merged.toString()),
              "")
          .forEach(line -> progress.note("  " + line));
    } finally {
      // What a failed one wrote: gigabytes, perhaps, on a disk that is full.
      ModelCache.delete(merged.resolveSibling(merged.getFileName() + ".tmp"));
    }
  }

  /** Where the merged file belongs, there or not; by the bytes of base, adapter and program. */
  static Path merged(Path gguf, Path adapter, ModelCache cache) {
    try {
      String of = cache.sha256(gguf) + Adapter.sha256(adapter) + resource(ADAPTER_PROGRAM);
      String name = base(gguf.getFileName().toString());
      return cache
          .dir()
          .resolve("merged")
          .resolve(name + "+" + Adapter.name(adapter) + "-" + short12(of) + ".gguf");
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(gguf, e.getMessage()));
    }
  }

  /** Where it belongs, there or not. */
  static Path folder(Path gguf, ModelCache cache) {
    return folder(gguf, Optional.empty(), cache);
  }

  private static Path folder(Path gguf, Optional<Path> adapter, ModelCache cache) {
    return home(cache).resolve(name(gguf, adapter, cache));
  }

  private static Path home(ModelCache cache) {
    return cache.dir().resolve("djl");
  }

  /**
   * Deletes what was made of a file; returns the bytes that were freed.
   *
   * @param file its plain name
   */
  public static long remove(String file, ModelCache cache) {
    Path home = home(cache);
    if (!Files.isDirectory(home)) {
      return 0;
    }
    long freed = 0;
    try (Stream<Path> folders = Files.list(home)) {
      for (Path folder : folders.filter(f -> isOf(f, file)).toList()) {
        freed += ModelCache.size(folder);
        ModelCache.deleteAll(folder);
      }
    } catch (IOException e) {
      throw ModelCache.cannotWrite(home, e);
    }
    return freed;
  }

  private static boolean isOf(Path folder, String file) {
    String name = folder.getFileName().toString();
    return (name.startsWith(base(file) + "-") || name.startsWith(base(file) + "+"))
        && name.matches(".*-[0-9a-f]{12}(\\.tmp)?");
  }

  private static String base(String file) {
    return file.replaceFirst("(?i)\\.gguf$", "");
  }

  /** By the bytes of the file and of the converter: what is made by an older one is made anew. */
  private static String name(Path gguf, Optional<Path> adapter, ModelCache cache) {
    try {
      String file = gguf.getFileName().toString();
      return base(file)
          + adapter.map(folder -> "+" + Adapter.name(folder)).orElse("")
          + "-"
          + short12(cache.sha256(gguf) + adapter.map(Adapter::sha256).orElse("") + program());
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(gguf, e.getMessage()));
    }
  }

  /** The converter, all of it. */
  private static String program() {
    // The hashes are those of the versions that the list names: they make no other converter.
    return RESOURCES.stream()
        .map(Converter::resource)
        .map(text -> text.replaceAll(" \\\\\n( +--hash=\\S+( \\\\)?\n)+", "\n"))
        .collect(Collectors.joining());
  }

  private static String short12(String text) {
    return Sha256.sha256(text).substring(0, 12);
  }

  private static String resource(String name) {
    return PythonEnvironment.resource("gguf2onnx", name);
  }

  /** The environment with the packages and the converter; made where it is not. */
  private PythonEnvironment environment(Path home, Progress progress) throws InterruptedException {
    Path folder = home.resolve(".python-" + short12(program()));
    return PythonEnvironment.make(
        python,
        folder,
        "gguf2onnx",
        RESOURCES,
        new PythonEnvironment.Packages(
            REQUIREMENTS, "the converter", "gguf, onnx, numpy and tokenizers (150 MB)"),
        "or take a model that is ready, such as djl/smollm2-135m-instruct",
        progress);
  }

  private void make(
      Path gguf,
      Optional<Path> adapter,
      Path folder,
      PythonEnvironment environment,
      Progress progress)
      throws InterruptedException {
    Path fresh = folder.resolveSibling(folder.getFileName() + ".tmp");
    ModelCache.deleteAll(fresh);
    progress.note(
        "%s: converting (%s; about a minute a gigabyte) into %s"
            .formatted(gguf.getFileName(), ModelFile.megabytes(ModelCache.size(gguf)), folder));
    List<String> words =
        new ArrayList<>(
            List.of(
                environment.program(PROGRAM), gguf.toAbsolutePath().toString(), fresh.toString()));
    adapter.ifPresent(of -> words.addAll(List.of("--adapter", of.toAbsolutePath().toString())));
    try {
      List<String> lines =
          environment.run(
              words,
              adapter.isPresent()
                  ? ""
                  : "this file cannot be converted: run it as gguf/ or ollama/");
      lines.forEach(line -> progress.note("  " + line));
      ModelCache.deleteAll(folder);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(folder, e);
    } finally {
      // As where a merge fails.
      ModelCache.deleteAll(fresh);
    }
  }
}
