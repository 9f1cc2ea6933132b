package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pip installs for us is what was looked at, whatever a registry hands out. */
class PackageListsTest {
  @ParameterizedTest
  @ValueSource(strings = {"tools/gguf2onnx.txt", "training/requirements.txt"})
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
