package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pip installs for us is what was looked at, whatever a registry hands out. */
class PackageListsTest {
  /** {@code pip install}, and {@code "$venv/bin/pip" install} of a script. */
  private static final Pattern INSTALL = Pattern.compile("pip3?\"? install ((?:[\\w.\"$/=-]+ ?)+)");

  /** In a tool's header, a script or a page: with hashes of a list, or with each version. */
  @Test
  void what_is_advised_to_install_is_pinned_as_well() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("tools", "training", "docs", "adapters", "verifiers", "spark")) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(f -> f.toString().matches(".*\\.(py|sh|md|ya?ml|txt|in)")).forEach(files::add);
      }
    }
    int seen = 0;
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        Matcher install = INSTALL.matcher(line);
        if (!install.find() || line.contains("--require-hashes")) {
          seen += line.contains("pip install --require-hashes") ? 1 : 0;
          continue;
        }
        seen++;
        assertThat(
                Stream.of(install.group(1).strip().split("\\s+")).filter(w -> !w.startsWith("-")))
            .as(file + ": " + line)
            .allMatch(word -> word.contains("=="));
      }
    }
    assertThat(seen).isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/gguf2onnx.txt", "tools/fixtures.txt", "training/requirements.txt"})
  void every_package_has_its_version_and_hashes(String list) throws IOException {
    List<String> packages =
        Stream.of(Files.readString(Path.of(list)).split("\\n(?=[A-Za-z])"))
            .filter(p -> !p.startsWith("#"))
            .toList();
    assertThat(packages).hasSizeGreaterThan(5);
    assertThat(packages)
        .allSatisfy(
            p -> {
              assertThat(p).containsPattern("^[\\w.-]+==[\\w.]+");
              assertThat(p).containsPattern("--hash=sha256:[0-9a-f]{64}");
            });
    assertThat(String.join("", packages)).doesNotContain("://", "index-url");
  }
}
