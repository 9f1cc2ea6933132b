package dev.claimbench.model.catalogue;

import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  private static final String REQUIREMENTS = "gguf2onnx.txt";
  private static final List<String> RESOURCES =
      List.of(
          PROGRAM,
          REQUIREMENTS,
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
    Path home = home(cache);
    Path folder = folder(gguf, cache);
    if (Files.exists(folder.resolve(COMPLETE))) {
      return folder;
    }
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
      if (!Files.exists(folder.resolve(COMPLETE))) {
        make(gguf, folder, environment(home, progress), progress);
      }
      return folder;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(UserError.UNREACHABLE, gguf + ": conversion interrupted");
    } catch (IOException e) {
      throw ModelCache.cannotWrite(lock, e);
    }
  }

  /** The folder that was made of a file, where it is there. */
  static Optional<Path> converted(Path gguf, ModelCache cache) {
    Path folder = folder(gguf, cache);
    return Files.exists(folder.resolve(COMPLETE)) ? Optional.of(folder) : Optional.empty();
  }

  /** Where it belongs, there or not. */
  static Path folder(Path gguf, ModelCache cache) {
    return home(cache).resolve(name(gguf, cache));
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
    return name.startsWith(base(file) + "-") && name.matches(".*-[0-9a-f]{12}(\\.tmp)?");
  }

  private static String base(String file) {
    return file.replaceFirst("(?i)\\.gguf$", "");
  }

  /** By the bytes of the file and of the converter: what is made by an older one is made anew. */
  private static String name(Path gguf, ModelCache cache) {
    try {
      String file = gguf.getFileName().toString();
      return base(file) + "-" + short12(cache.sha256(gguf) + program());
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
    try (InputStream in =
        Objects.requireNonNull(Converter.class.getResourceAsStream("/gguf2onnx/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program of an environment with the packages and the converter; made where it is not. */
  private Path environment(Path home, Progress progress) throws InterruptedException {
    Path folder = home.resolve(".python-" + short12(program()));
    Path ready = folder.resolve("ready");
    if (Files.exists(ready)) {
      return folder;
    }
    ModelCache.deleteAll(folder);
    try {
      Files.createDirectories(folder);
      for (String name : RESOURCES) {
        Files.writeString(folder.resolve(name), resource(name));
      }
      progress.note(
          "the converter needs the Python packages gguf, onnx, numpy and tokenizers (150 MB);"
              + " installing them into "
              + folder);
      run(
          List.of(python, "-m", "venv", folder.resolve("venv").toString()),
          folder,
          "Python 3.11 or newer with venv is needed (Debian and Ubuntu: apt install python3-venv);"
              + " or take a model that is ready, such as djl/smollm2-135m-instruct");
      run(
          List.of(
              interpreter(folder).toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--no-input",
              "--no-deps",
              // The list has them: what a registry hands out otherwise is refused.
              "--require-hashes",
              // No source packages: building one would run its code.
              "--only-binary=:all:",
              "-r",
              folder.resolve(REQUIREMENTS).toString()),
          folder,
          "the packages of "
              + folder.resolve(REQUIREMENTS)
              + " come from a Python package registry");
      Files.writeString(ready, "");
      return folder;
    } catch (IOException e) {
      throw ModelCache.cannotWrite(folder, e);
    }
  }

  private static Path interpreter(Path environment) {
    Path unix = environment.resolve("venv").resolve("bin").resolve("python");
    return Files.exists(unix)
        ? unix
        : environment.resolve("venv").resolve("Scripts").resolve("python.exe");
  }

  private void make(Path gguf, Path folder, Path environment, Progress progress)
      throws InterruptedException {
    Path fresh = folder.resolveSibling(folder.getFileName() + ".tmp");
    ModelCache.deleteAll(fresh);
    progress.note(
        "%s: converting (%s; about a minute a gigabyte) into %s"
            .formatted(gguf.getFileName(), ModelFile.megabytes(ModelCache.size(gguf)), folder));
    List<String> said =
        run(
            List.of(
                interpreter(environment).toString(),
                environment.resolve(PROGRAM).toString(),
                gguf.toAbsolutePath().toString(),
                fresh.toString()),
            environment,
            "this file cannot be converted: run it as gguf/ or ollama/");
    said.forEach(line -> progress.note("  " + line));
    ModelCache.deleteAll(folder);
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(folder, e);
    }
  }

  /**
   * Runs a command to its end.
   *
   * @param advice what to do where it fails
   * @return what it printed, in lines
   */
  private static List<String> run(List<String> command, Path folder, String advice)
      throws InterruptedException {
    Path log = folder.resolve("last.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UserError("%s cannot be started: %s".formatted(command.get(0), advice));
    }
    try {
      int code = process.waitFor();
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      if (code != 0) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s ended with %d: %s; %s (all it said: %s)",
                String.join(" ", command.subList(0, Math.min(3, command.size()))),
                code,
                WheelDownload.telling(lines),
                advice,
                log));
      }
      return lines;
    } catch (IOException e) {
      throw ModelCache.cannotWrite(log, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
