package dev.claimbench.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * A copy of the launcher in a folder of its own, with sources and a {@code mvn} that has nothing to
 * compile: its jar leads to the classes under test. What is started is a real process.
 */
final class Install implements AutoCloseable {
  final Path home;
  final Path mvnCalls;
  private final Path bin;
  private final Map<String, String> variables = new HashMap<>();

  /** How a process ended. */
  record Ended(int code, String out, String err) {}

  Install(Path home) throws IOException {
    this.home = home;
    variables.put("CLAIMBENCH_CACHE", home.resolve("cache").toString());
    this.bin = Files.createDirectories(home.resolve("tools of the test"));
    this.mvnCalls = home.resolve("mvn-calls");
    Files.createDirectories(home.resolve("src/main"));
    Files.writeString(home.resolve("src/main/Source.java"), "");
    Files.writeString(home.resolve("pom.xml"), "");
    Files.copy(Path.of("claimbench"), home.resolve("claimbench"));
    jar(home.resolve("ready.jar"));
    tool(
        "mvn",
        "echo \"$*\" >> '" + mvnCalls + "'; mkdir -p target; cp ready.jar target/claimbench.jar");
    tool(
        "java",
        "case \"$*\" in *-XX:DumpLoadedClassList=* | *-Xshare:dump*) exit 1 ;; esac; exec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' \"$@\"");
  }

  /** Its launcher makes an archive of classes, which takes seconds and matters to few tests. */
  Install withArchive() throws IOException {
    Files.delete(bin.resolve("java"));
    return this;
  }

  /** The classes under test in a jar, as archives of classes want one, and their libraries. */
  private static void jar(Path file) throws IOException {
    Path classes = Path.of("target", "classes");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    // Relative, as the real one: archives of classes know no other path.
    Path lib = Files.createDirectories(file.resolveSibling("target").resolve("lib"));
    StringBuilder path = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path link = lib.resolve(Path.of(entry).getFileName());
      if (entry.endsWith(".jar") && !Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of(entry).toAbsolutePath());
        path.append("lib/").append(link.getFileName()).append(' ');
      }
    }
    main.put(Attributes.Name.CLASS_PATH, path.toString().strip());
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        Stream<Path> walk = Files.walk(classes)) {
      jar.setLevel(Deflater.NO_COMPRESSION);
      for (Path entry : walk.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(entry).toString()));
        Files.copy(entry, jar);
      }
    }
  }

  /** A program that comes before the real one of that name. */
  Path tool(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  Install with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Takes the links away, which lead out of the temporary folder. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> links = Files.list(home.resolve("target/lib"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  int builds() throws IOException {
    return calls().size();
  }

  /** What {@code mvn} was called with, each time. */
  List<String> calls() throws IOException {
    return Files.exists(mvnCalls) ? Files.readAllLines(mvnCalls) : List.of();
  }

  /** Starts a command in a working folder; its output goes to {@code out} and {@code err} there. */
  Process start(Path folder, String... command) throws IOException {
    // Surefire may run where Ctrl-C is ignored, which a child would inherit.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("CLAIMBENCH_COMMAND");
    builder.environment().merge("PATH", "", (path, none) -> bin + ":" + path);
    builder.environment().putAll(variables);
    return builder.start();
  }

  Ended run(Path folder, String... command) throws IOException, InterruptedException {
    Process process = start(folder, command);
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + String.join(" ", command));
    }
    return ended(folder, process);
  }

  static Ended ended(Path folder, Process process) throws IOException {
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }
}
