package dev.claimbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks take hours and nobody runs them with the tests; that they can start is seen here. */
class BenchmarkScriptsTest {
  private static final Path FOLDER = Path.of("docs", "benchmarks");

  /** What the scripts have of the jar and its libraries: no class of the tests. */
  private static final String CLASS_PATH =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(entry -> !Path.of(entry).endsWith("test-classes") && !entry.contains("classes-"))
          .collect(Collectors.joining(File.pathSeparator));

  @TempDir Path work;

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> list = Files.list(FOLDER)) {
      List<Path> files = list.filter(f -> f.toString().endsWith(end)).sorted().toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }

  private String bash(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("work", work.toString());
    // The javac that runs the tests, which need not be on the path.
    String javac = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", javac, (path, own) -> own + File.pathSeparator + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void every_script_can_be_read() throws Exception {
    for (Path script : files(".sh")) {
      bash("-n", script.toString());
    }
    for (Path script : files(".py")) {
      // The build itself needs no Python.
      bash(
          "-c",
          "! command -v python3 >/dev/null || python3 -c 'import ast, sys;"
              + " ast.parse(open(sys.argv[1]).read())' "
              + script);
    }
  }

  @Test
  void what_a_script_compiles_compiles() throws Exception {
    int compiled = 0;
    for (Path script : files(".sh")) {
      String lines =
          Files.readAllLines(script).stream()
              .filter(line -> line.startsWith("javac ") || line.startsWith("tests="))
              .map(line -> line.replace("target/claimbench.jar:target/lib/*", CLASS_PATH))
              .collect(Collectors.joining("\n"));
      if (lines.contains("javac")) {
        bash("-euc", lines);
        compiled++;
      }
    }
    // overhead.sh, growth.sh and peers.sh
    assertThat(compiled).isGreaterThanOrEqualTo(3);
    for (Path source : files(".java")) {
      bash("-euc", "javac -d \"$work/own\" -cp '" + CLASS_PATH + "' " + source);
    }
  }

  @Test
  void every_test_class_that_a_script_names_is_there() throws IOException {
    Pattern names = Pattern.compile("-Dtest=(\\w+)|dev\\.claimbench\\.(?:\\w+\\.)*([A-Z]\\w+)");
    try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
      List<String> there =
          sources.map(f -> f.getFileName().toString().replace(".java", "")).toList();
      for (Path script : files(".sh")) {
        names
            .matcher(Files.readString(script))
            .results()
            .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
            .forEach(name -> assertThat(there).as(script.toString()).contains(name));
      }
    }
  }
}
