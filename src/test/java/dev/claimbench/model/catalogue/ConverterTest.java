package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script for Python, which makes an "environment" that holds only itself. */
class ConverterTest {
  private static final String FAKE_PYTHON =
      """
      #!/bin/sh
      here=%s
      echo "$*" >>"$here/calls"
      case "$1 $2" in
        "-m venv")
          if [ -e "$here/no-venv" ]; then echo "ensurepip is not available"; exit 1; fi
          mkdir -p "$3/bin" && cp "$here/python" "$3/bin/python" ;;
        "-m pip")
          if [ -e "$here/no-pip" ]; then echo "ERROR: No matching distribution found"; exit 1; fi ;;
        *)
          if [ -e "$here/refuses" ]; then
            if [ "${1##*/}" = gguf_adapter.py ]; then echo part >"$4.tmp"; else mkdir -p "$3"; fi
            echo "model.gguf: architecture 'rwkv' is not known"; exit 2
          fi
          if [ "${1##*/}" = gguf_adapter.py ]; then
            if [ -n "$4" ]; then echo merged >"$4"; fi
            echo "2 matrices as Q8_0"; exit 0
          fi
          mkdir -p "$3" && echo graph >"$3/model.onnx" && echo '{}' >"$3/conversion.json"
          echo "Q4_1  1,000 weights in 2 tensors: the same weights" ;;
      esac
      """;

  private final TestModel.Heard heard = new TestModel.Heard();
  @TempDir Path dir;
  private ModelCache cache;
  private Path gguf;
  private Converter converter;

  @BeforeEach
  void setUp() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "skipped: no /bin/sh for the fake Python");
    cache = new ModelCache(dir.resolve("models"));
    gguf = Files.write(dir.resolve("Own-Q4_1.gguf"), TestModel.BYTES);
    Path python = dir.resolve("python");
    Files.writeString(python, FAKE_PYTHON.formatted(dir));
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    converter = new Converter(python.toString());
  }

  private Path convert() {
    return converter.convert(gguf, cache, heard);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(dir.resolve("calls"));
  }

  @Test
  void a_file_becomes_a_folder_in_the_cache_once() throws IOException {
    Path folder = convert();

    assertThat(folder.getParent()).isEqualTo(cache.dir().resolve("djl"));
    assertThat(folder.getFileName().toString()).matches("Own-Q4_1-[0-9a-f]{12}");
    assertThat(folder.resolve("model.onnx")).hasContent("graph");
    assertThat(calls()).hasSize(3);
    assertThat(calls().get(0)).startsWith("-m venv ");
    assertThat(calls().get(1))
        .contains("--only-binary=:all:", "--require-hashes")
        .endsWith("gguf2onnx.txt");
    assertThat(calls().get(2)).contains("gguf2onnx.py " + gguf);
    assertThat(heard.notes)
        .hasSize(3)
        .last()
        .isEqualTo("  Q4_1  1,000 weights in 2 tensors: the same weights");

    assertThat(convert()).isEqualTo(folder);
    assertThat(calls()).hasSize(3);
  }

  private Path adapter() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("my adapter"));
    Files.writeString(folder.resolve("adapter_config.json"), "{}");
    Files.writeString(folder.resolve("adapter_model.safetensors"), "weights");
    return folder;
  }

  @Test
  void an_adapter_is_merged_once_into_a_file_that_has_both_names() throws IOException {
    Path merged = converter.merge(gguf, adapter(), cache, heard);

    assertThat(merged.getParent()).isEqualTo(cache.dir().resolve("merged"));
    assertThat(merged.getFileName().toString())
        .matches("Own-Q4_1\\+my_adapter-[0-9a-f]{12}\\.gguf");
    assertThat(merged).hasContent("merged");
    assertThat(calls()).hasSize(3);
    assertThat(calls().get(2)).contains("gguf_adapter.py " + gguf, "my adapter");
    assertThat(heard.notes).last().isEqualTo("  2 matrices as Q8_0");

    assertThat(converter.merge(gguf, adapter(), cache, heard)).isEqualTo(merged);
    assertThat(calls()).hasSize(3);
    // Another training is another file.
    Files.writeString(adapter().resolve("adapter_model.safetensors"), "others");
    assertThat(converter.merge(gguf, dir.resolve("my adapter"), cache, heard)).isNotEqualTo(merged);
  }

  @Test
  void other_bytes_are_another_folder_in_the_same_environment() throws IOException {
    Path first = convert();
    Files.write(gguf, new byte[] {'G', 'G', 'U', 'F'});
    assertThat(convert()).isNotEqualTo(first);
    assertThat(calls()).hasSize(4);
    assertThat(Converter.remove("Own-Q4_1.gguf", cache)).isPositive();
    assertThat(first).doesNotExist();
  }

  @Test
  void the_converter_and_its_pinned_packages_are_in_the_jar() throws IOException {
    Path environment;
    convert();
    try (var all = Files.list(cache.dir().resolve("djl"))) {
      environment =
          all.filter(f -> f.getFileName().toString().startsWith(".python-"))
              .findFirst()
              .orElseThrow();
    }
    for (String name : List.of("gguf2onnx.py", "gguf_decoder.py", "onnx_graph.py")) {
      assertThat(environment.resolve(name)).hasSameTextualContentAs(Path.of("tools", name));
    }
    assertThat(Files.readAllLines(environment.resolve("gguf2onnx.txt")))
        .filteredOn(line -> !line.startsWith("#"))
        .isNotEmpty()
        .allMatch(
            line -> line.matches("[\\w-]+==[\\w.]+ \\\\|    --hash=sha256:[0-9a-f]{64}( \\\\)?"));
  }

  @Test
  void a_missing_python_is_said_with_what_to_do() {
    converter = new Converter("no-such-python");
    assertFails("no-such-python cannot be started: Python 3.11 or newer with venv is needed");
  }

  @Test
  void what_failed_is_said_with_its_last_words_and_is_done_again_the_next_time()
      throws IOException {
    Path no = dir.resolve("no-venv");
    Files.createFile(no);
    assertFails("ended with 1: ensurepip is not available");
    Files.move(no, dir.resolve("no-pip"));
    assertFails("ended with 1: ERROR: No matching distribution found");
    Files.move(dir.resolve("no-pip"), dir.resolve("refuses"));
    assertFails(
        "model.gguf: architecture 'rwkv' is not known; this file cannot be converted: run it as");
    Path adapter = adapter();
    assertThatThrownBy(() -> converter.merge(gguf, adapter, cache, heard))
        .isInstanceOf(UserError.class);
    assertThat(cache.dir().resolve("djl")).isDirectoryNotContaining("glob:**.tmp");
    assertThat(cache.dir().resolve("merged")).isEmptyDirectory();
    Files.delete(dir.resolve("refuses"));
    assertThat(convert().resolve("conversion.json")).exists();
  }

  private void assertFails(String why) {
    assertThatThrownBy(this::convert)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  @Test
  void names_and_paths_lead_to_the_right_folder() throws IOException {
    ModelFiles files =
        new ModelFiles(
            Catalogue.load(),
            cache,
            new Downloader(
                "http://127.0.0.1:9", List.of("no-such-pip"), TestModel.SHORT, TestModel.NO_PROXY),
            converter);
    assertThat(files.folder(gguf.toString(), heard).resolve("model.onnx")).exists();
    Path own = Files.createDirectory(dir.resolve("own"));
    assertThat(files.folder(own.toString(), heard)).isEqualTo(own);
    assertThat(files.folder(dir.resolve("none").toString(), heard)).isEqualTo(dir.resolve("none"));
    assertThatThrownBy(() -> files.folder(dir.resolve("none.gguf").toString(), heard))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> files.folder("smolm2-135m", heard))
        .hasMessageContaining("unknown model 'smolm2-135m'")
        .hasMessageContaining("smollm2-135m-instruct");
    assertThatThrownBy(() -> files.folder("qwen3-0.6b", heard))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("qwen3-0.6b could not be fetched")
        .hasMessageContaining("connection refused");
  }
}
