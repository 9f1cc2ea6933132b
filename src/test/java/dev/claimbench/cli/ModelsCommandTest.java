package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.model.catalogue.CacheFolders;
import dev.claimbench.model.catalogue.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ModelsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path dir;

  @Test
  void the_list_is_aligned_and_says_what_is_cached() throws IOException {
    Files.write(dir.resolve("smollm2-135m-instruct-q4_1.gguf.part"), new byte[3]);
    Files.write(dir.resolve("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"), new byte[3]);
    Files.createDirectories(dir.resolve("djl/qwen2.5-0.5b-instruct"));
    Files.write(dir.resolve("djl/qwen2.5-0.5b-instruct/config.json"), new byte[3]);
    assertThat(run("list")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "NAME                               SIZE  MEMORY  QUANTISATION  LICENCE     CACHED",
            "qwen2.5-coder-0.5b               491 MB  900 MB  Q4_K_M        Apache-2.0  damaged,"
                + " pull again",
            "smollm2-135m                      98 MB  500 MB  Q4_1          Apache-2.0  in part",
            "djl/qwen2.5-0.5b-instruct        793 MB       –  q4            Apache-2.0  in part",
            "djl/qwen2.5-1.5b-instruct      1,795 MB       –  q4            Apache-2.0  no",
            "djl/qwen3-0.6b                        –       –  q4            Apache-2.0  no",
            "djl/qwen3-1.7b                 2,147 MB       –  q4            Apache-2.0  no",
            "djl/smollm2-135m-instruct             –       –  q4            Apache-2.0  no",
            "djl/smollm2-360m-instruct        390 MB       –  q4            Apache-2.0  no",
            "djl-nli/nli-deberta-v3-xsmall     96 MB       –  quint8        Apache-2.0  no",
            "",
            "A name without a prefix is a GGUF file: ask it as gguf/NAME, or as djl/NAME, which",
            "converts it once, with Python, and answers faster.",
            "Cache: " + dir);
  }

  @Test
  void what_is_removed_is_said() throws IOException {
    Files.write(dir.resolve("smollm2-135m-instruct-q4_1.gguf"), new byte[2_000_000]);
    Files.writeString(dir.resolve("smollm2-135m-instruct-q4_1.gguf.digest"), "sha256:0");
    assertThat(run("rm", "smollm2-135m")).isZero();
    assertThat(run("rm", "smollm2-135m")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "smollm2-135m: deleted, 2 MB freed",
            "smollm2-135m: not in " + dir + ", nothing to delete");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void the_path_of_a_users_own_file_is_itself() throws IOException {
    Path own = Files.writeString(dir.resolve("own.gguf"), "GGUF...");
    assertThat(run("path", own.toString())).isZero();
    assertThat(out.toString()).isEqualTo(own + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void an_ollama_server_pulls_and_its_progress_is_shown() throws IOException {
    try (SlowServer server = new SlowServer(0)) {
      String model = server.model();
      assertThat(run("pull", model)).isZero();
      assertThat(out.toString().strip()).isEqualTo(model + "  sha256:abc");
      assertThat(err.toString().lines())
          .containsExactly(model + "   50%  500,000 bytes of 1 MB", model + "  100%  1 MB of 1 MB");
    }
  }

  @Test
  void a_model_that_ollamas_library_lacks_is_named_with_where_to_look() throws IOException {
    try (SlowServer server = new SlowServer(0)) {
      assertThat(run("pull", server.model().replace("slow", "nix"))).isEqualTo(5);
      assertThat(err.toString())
          .startsWith("ollama/nix")
          .contains("file does not exist")
          .contains("https://ollama.com/library");
    }
  }

  @Test
  void a_pull_from_no_server_says_how_to_start_one() {
    assertThat(run("pull", "ollama/slow@http://127.0.0.1:9")).isEqualTo(5);
    assertThat(err.toString()).contains("nothing answers").contains("ollama serve");
  }

  @Test
  void a_model_is_created_on_a_server_that_is_there_before_anything_is_downloaded() {
    assertThat(run("create", "ollama/mine@http://127.0.0.1:9", "smollm2-135m")).isEqualTo(5);
    assertThat(err.toString()).startsWith("ollama").contains("nothing answers");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void an_unknown_model_ends_with_one_line() {
    assertThat(run("pull", "smollm3")).isEqualTo(2);
    assertThat(err.toString()).startsWith("unknown model 'smollm3'").contains("smollm2-135m");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_folder_is_named_with_its_runtime() throws IOException {
    Path own = Files.createDirectory(dir.resolve("own"));
    assertThat(run("path", "djl/" + own)).isZero();
    assertThat(out.toString().strip()).isEqualTo(own.toString());
    assertThat(run("pull", "djl/qwen3-0.8b")).isEqualTo(2);
    assertThat(err.toString()).startsWith("unknown model 'qwen3-0.8b'").contains("qwen3-0.6b");
  }

  @Test
  void a_removed_folder_leaves_nothing_and_neither_does_what_was_converted() throws IOException {
    Path pulled = Files.createDirectories(dir.resolve("djl/qwen3-0.6b"));
    Files.write(pulled.resolve("model_q4.onnx"), new byte[2_000_000]);
    Path made = Files.createDirectories(dir.resolve("djl/smollm2-135m-instruct-q4_1-0123456789ab"));
    Files.write(made.resolve("model.onnx"), new byte[3_000_000]);
    Path other = Files.createDirectories(dir.resolve("djl/smollm2-135m-instruct"));
    assertThat(run("rm", "djl/qwen3-0.6b")).isZero();
    assertThat(run("rm", "djl/smollm2-135m")).isZero();
    assertThat(run("rm", "djl/smollm2-135m")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "djl/qwen3-0.6b: deleted, 2 MB freed",
            "djl/smollm2-135m: deleted, 3 MB freed",
            "djl/smollm2-135m: not in " + dir + ", nothing to delete");
    assertThat(pulled).doesNotExist();
    assertThat(made).doesNotExist();
    assertThat(other).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "pull", "rm", "path"})
  void every_help_shows_an_example(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Example:").contains("claimbench models " + command);
  }

  @Test
  void models_alone_says_what_may_follow() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("expected create, list, path, pull or rm");
  }

  @Test
  void progress_on_no_terminal_is_a_line_each_tenth() {
    var model = files().catalogue().find("smollm2-135m");
    try (PullProgress progress = new PullProgress(new PrintWriter(err), OptionalInt.empty())) {
      for (long percent : new long[] {0, 4, 9, 10, 11, 100}) {
        progress.bytes(model, percent * 1_000_000, 100_000_000);
      }
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "smollm2-135m    0%  0 bytes of 100 MB",
            "smollm2-135m   10%  10 MB of 100 MB", "smollm2-135m  100%  100 MB of 100 MB");
  }

  @Test
  void a_note_does_not_run_into_the_progress_line() {
    var model = files().catalogue().find("smollm2-135m");
    try (PullProgress progress = new PullProgress(new PrintWriter(err), OptionalInt.of(79))) {
      progress.bytes(model, 50, 100);
      progress.note("a source gave way");
    }
    assertThat(err.toString())
        .isEqualTo(
            "\rsmollm2-135m   50%%  50 bytes of 100 bytes    %na source gave way%n".formatted());
  }

  @Test
  void a_download_is_shown_on_one_line_of_a_narrow_terminal() {
    try (PullProgress progress = new PullProgress(new PrintWriter(err), OptionalInt.of(20))) {
      progress.bytes("a-model-with-a-long-name", 50, 100);
    }
    assertThat(err.toString()).isEqualTo("\ra-model-with-a-long…%n".formatted());
  }

  private ModelFiles files() {
    return ModelFiles.standard(new CacheFolders(Map.of("CLAIMBENCH_MODELS", dir.toString()), dir));
  }

  private int run(String... arguments) {
    CommandLine line =
        new CommandLine(new ModelsCommand(this::files, OptionalInt.empty(), name -> null));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          command.getErr().println(e.getMessage());
          return e instanceof dev.claimbench.text.UserError mistake ? mistake.exitCode() : 1;
        });
    return line.execute(arguments);
  }
}
