package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  @TempDir Path dir;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_link_laid_for_the_temporary_file_is_not_written_through() throws IOException {
    Path victim = Files.writeString(dir.resolve("victim"), "mine");
    Files.createSymbolicLink(dir.resolve("scores.json.part"), victim);
    AtomicFile.write(dir.resolve("scores.json"), "new");
    assertThat(dir.resolve("scores.json")).hasContent("new");
    assertThat(victim).hasContent("mine");
    assertThat(names()).containsExactly("scores.json", "scores.json.part", "victim");
  }

  @Test
  void a_link_in_the_files_place_is_replaced_and_its_target_left() throws IOException {
    Path victim = Files.writeString(dir.resolve("victim"), "mine");
    Path link = Files.createSymbolicLink(dir.resolve("scores.json"), victim);
    AtomicFile.write(link, "new");
    assertThat(victim).hasContent("mine");
    assertThat(link).hasContent("new").isRegularFile();
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-rw-rw-", "rwxr-x---", "r--------"})
  void a_file_keeps_its_permissions(String mode) throws IOException {
    Path file = Files.writeString(dir.resolve("a.yaml"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo(mode);
  }

  @Test
  void a_new_file_has_what_the_user_gives_new_files() throws IOException {
    Path usual = Files.writeString(dir.resolve("usual"), "");
    AtomicFile.write(dir.resolve("new"), "x");
    assertThat(mode(dir.resolve("new"))).isEqualTo(mode(usual));
  }

  @Test
  void a_private_file_is_the_users_alone() throws IOException {
    Path file = dir.resolve("ab/c.json");
    AtomicFile.writePrivately(file, "x");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.getParent())).isEqualTo("rwx------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    AtomicFile.writePrivately(file, "y");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void a_device_or_folder_is_not_replaced() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("out"), Path.of("/dev/null"));
    Path folder = Files.createDirectory(dir.resolve("folder"));
    for (Path file : List.of(link, folder)) {
      assertThatThrownBy(() -> AtomicFile.write(file, "x"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(file + ": cannot be written (is a folder, device or pipe");
    }
    assertThat(names()).containsExactly("folder", "out");
  }

  @Test
  void a_name_as_long_as_names_may_be_is_written() {
    Path file = dir.resolve("x".repeat(255));
    AtomicFile.write(file, "x");
    assertThat(file).hasContent("x");
  }

  @Test
  void writers_at_once_never_leave_a_mixture() throws Exception {
    Path file = dir.resolve("a");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all =
          IntStream.range(0, 200)
              .<Future<?>>mapToObj(
                  i -> threads.submit(() -> AtomicFile.write(file, ("" + i % 10).repeat(9000))))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    String text = Files.readString(file);
    assertThat(text).hasSize(9000).isEqualTo(text.substring(0, 1).repeat(9000));
    assertThat(names()).containsExactly("a");
  }

  @Test
  void the_reason_of_a_failure_does_not_repeat_the_files_name() {
    assertThat(TextFiles.reason(new AccessDeniedException("a.md"))).isEqualTo("permission denied");
    assertThat(TextFiles.reason(new NoSuchFileException("a.md"))).isEqualTo("no such file");
    assertThat(TextFiles.reason(new FileSystemException("a.md", null, "Not a directory")))
        .isEqualTo("Not a directory");
  }
}
