package dev.claimbench.model.catalogue;

import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A Python environment of its own in the cache: pinned packages of a package registry, and programs
 * that lie in the jar.
 */
public final class PythonEnvironment {
  /**
   * What is installed.
   *
   * @param list the file with names, versions and hashes, beside the programs; anything else that a
   *     registry hands out is refused
   * @param of who needs them, for the note: {@code the converter}
   * @param what they are and how large, for the note
   */
  public record Packages(String list, String of, String what) {}

  private static final int REFUSED = 2;
  private static final int LONGEST = 500;

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes it where it is not there.
   *
   * @param python name or path of the program
   * @param resources the folder of the jar that has the files
   * @param files the programs and the list of packages
   * @param otherwise what to do without Python, behind a semicolon
   * @throws UserError where Python is missing or the packages cannot be installed
   */
  public static PythonEnvironment make(
      String python,
      Path folder,
      String resources,
      List<String> files,
      Packages packages,
      String otherwise,
      Progress progress)
      throws InterruptedException {
    PythonEnvironment made = new PythonEnvironment(folder);
    Path ready = folder.resolve("ready");
    if (Files.exists(ready)) {
      return made;
    }
    ModelCache.deleteAll(folder);
    try {
      Files.createDirectories(folder);
      for (String name : files) {
        Files.writeString(folder.resolve(name), resource(resources, name));
      }
      progress.note(
          packages.of()
              + " needs the Python packages "
              + packages.what()
              + "; installing them into "
              + folder);
      made.execute(
          List.of(python, "-m", "venv", folder.resolve("venv").toString()),
          "Python 3.11 or newer with venv is needed (Debian and Ubuntu: apt install python3-venv); "
              + otherwise);
      List<String> install =
          new ArrayList<>(
              List.of(
                  made.interpreter().toString(),
                  "-m",
                  "pip",
                  "install",
                  "--quiet",
                  "--disable-pip-version-check",
                  "--no-input",
                  "--no-deps",
                  "--require-hashes"));
      // No source packages: building one would run its code.
      install.addAll(
          List.of("--only-binary=:all:", "-r", folder.resolve(packages.list()).toString()));
      made.execute(
          install,
          "the packages of "
              + folder.resolve(packages.list())
              + " come from a Python package registry");
      Files.writeString(ready, "");
      return made;
    } catch (IOException e) {
      throw ModelCache.cannotWrite(folder, e);
    }
  }

  /** The text of a file of the jar. */
  public static String resource(String resources, String name) {
    try (InputStream in =
        Objects.requireNonNull(
            PythonEnvironment.class.getResourceAsStream("/" + resources + "/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a program. */
  public String program(String name) {
    return folder.resolve(name).toString();
  }

  private Path interpreter() {
    Path unix = folder.resolve("venv").resolve("bin").resolve("python");
    return Files.exists(unix)
        ? unix
        : folder.resolve("venv").resolve("Scripts").resolve("python.exe");
  }

  /**
   * Runs a program to its end. With exit code 2 it refuses what it was given, and its last line
   * says why; anything else is a failure.
   *
   * @param words its path and options
   * @param advice what to do where it fails; may be empty
   * @return what it printed, in lines
   * @throws UserError where it refuses or fails
   */
  List<String> run(List<String> words, String advice) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter().toString()));
    command.addAll(words);
    return execute(command, advice, REFUSED);
  }

  /**
   * Runs a program and hands on what it prints as it comes.
   *
   * @param words its path and options
   * @param lines receives each line of its standard output
   * @return its exit code
   * @throws UserError where it cannot be started
   */
  public int follow(List<String> words, Path log, Consumer<String> lines)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter().toString()));
    command.addAll(words);
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.accept(line);
        }
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new UserError("%s cannot be started: %s".formatted(command.get(0), e.getMessage()));
    } finally {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    }
  }

  private List<String> execute(List<String> command, String advice) throws InterruptedException {
    return execute(command, advice, Integer.MIN_VALUE);
  }

  private List<String> execute(List<String> command, String advice, int refused)
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
      String behind = advice.isEmpty() ? "" : "; " + advice;
      if (code == refused && !lines.isEmpty()) {
        throw new UserError(Text.shorten(lines.get(lines.size() - 1), LONGEST) + behind);
      }
      if (code != 0) {
        throw new UserError(
            Text.format(
                "%s ended with %d: %s%s (all it said: %s)",
                String.join(" ", command.subList(0, Math.min(3, command.size()))),
                code,
                WheelDownload.telling(lines),
                behind,
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
