package dev.claimbench.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.catalogue.Progress;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script for Python, which tells what the real program does. */
class TrainerTest {
  private static final String FAKE_PYTHON =
      """
      #!/bin/sh
      here=%s
      echo "$*" >>"$here/calls"
      case "$1 $2" in
        "-m venv") mkdir -p "$3/bin" && cp "$here/python" "$3/bin/python" ;;
        "-m pip") ;;
        *)
          cat "$here/events"
          if [ -e "$here/waits" ]; then touch "$here/started"; cat; touch "$here/input-ended"; fi
          [ ! -e "$here/code" ] || exit "$(cat "$here/code")" ;;
      esac
      """;
  private static final String DONE =
      "{\"event\":\"done\",\"steps\":2,\"seconds\":3.5,\"questions\":1,\"base_sha256\":\"ab\","
          + "\"adapter_sha256\":\"cd\",\"rows_sha256\":[\"ef\"],\"losses\":[0.5,0.25]}\n";

  @TempDir private Path dir;
  private Trainer trainer;
  private final List<TrainingEvent> heard = new ArrayList<>();

  @BeforeEach
  void setUp() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "skipped: no /bin/sh for the fake Python");
    Path python = Files.writeString(dir.resolve("python"), FAKE_PYTHON.formatted(dir));
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    trainer = new Trainer(python.toString(), dir.resolve("home"));
  }

  private ObjectNode train(String events) throws Exception {
    return train(events, settings(dir));
  }

  private static Trainer.Settings settings(Path dir) {
    return new Trainer.Settings(
        "own",
        dir.resolve("own.gguf"),
        dir.resolve("out"),
        1,
        2,
        15,
        8,
        3e-4,
        -1,
        Optional.empty(),
        Trainer.Precision.BFLOAT16);
  }

  private ObjectNode train(String events, Trainer.Training training) throws Exception {
    Files.writeString(dir.resolve("events"), events);
    return trainer.train(
        training,
        new TrainingRows(List.of("{}"), List.of(), Set.of("b", "a")),
        Map.of("processors", "2"),
        Progress.SILENT,
        heard::add);
  }

  @Test
  void each_step_is_told_and_the_card_has_base_data_and_times() throws Exception {
    ObjectNode card =
        train(
            """
            something a library printed
            {"event":"plan","steps":2,"questions":1,"tokens":90,"parameters":1000,"trained":10,"device":"cpu"}
            {"event":"step","step":1,"of":2,"loss":0.5,"left":2.0}
            {"event":"judged","step":2,"right":3,"asked":4}
            """
                + DONE);
    assertThat(heard)
        .containsExactly(
            new TrainingEvent.Plan(2, 1, 90, 1000, 10, "cpu"),
            new TrainingEvent.Step(1, 2, 0.5, 2.0),
            new TrainingEvent.Judged(2, 3, 4));
    assertThat(dir.resolve("out/card.json")).content().isEqualTo(card.toPrettyString() + "\n");
    assertThat(dir.resolve("out")).isDirectoryNotContaining("glob:**.{jsonl,log}");
    assertThat(card.at("/base/sha256").asText()).isEqualTo("ab");
    assertThat(card.at("/data/stories").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(card.at("/training/losses").toString()).isEqualTo("[0.5,0.25]");
    assertThat(card.at("/machine/processors").asText()).isEqualTo("2");
    assertThat(Files.readString(dir.resolve("calls")))
        .contains("--base-name own", "--batch 15", "--rank 8 --alpha 16", "--precision bfloat16");
  }

  @Test
  void a_verifier_is_trained_by_its_own_program_and_its_card_has_the_hash_of_the_graph()
      throws Exception {
    ObjectNode card =
        train(
            DONE.replace("adapter_sha256", "graph_sha256"),
            new Trainer.Verifier(
                dir.resolve("encoder"),
                dir.resolve("out"),
                3,
                1,
                32,
                1e-4,
                Optional.of(dir.resolve("first")),
                0.5,
                Trainer.Precision.FLOAT32));
    assertThat(card.at("/base/name").asText()).isEqualTo("encoder");
    assertThat(card.path("graph_sha256").asText()).isEqualTo("cd");
    assertThat(card.has("adapter_sha256")).isFalse();
    assertThat(Files.readString(dir.resolve("calls")))
        .contains("/train_verifier.py ", "--base " + dir.resolve("encoder"))
        .contains("--seed 3 --epochs 1 --batch 32", "--export --bias 0.5")
        .contains("--init " + dir.resolve("first"));
  }

  @Test
  void a_folder_has_the_hash_of_each_of_its_files_on_the_card() throws Exception {
    ObjectNode card =
        train(
            DONE.replace(
                "\"base_sha256\":\"ab\"",
                "\"base_sha256\":\"\",\"base_files\":{\"model.safetensors\":\"ab\"}"));
    assertThat(card.at("/base/sha256").asText()).isEmpty();
    assertThat(card.at("/base/files/model.safetensors").asText()).isEqualTo("ab");
    assertThat(train(DONE).path("base").has("files")).isFalse();
  }

  @Test
  void without_python_it_says_what_is_needed_and_nothing_is_trained() {
    trainer = new Trainer(dir.resolve("no-python").toString(), dir.resolve("home"));
    assertThatThrownBy(() -> train(DONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Python 3.11 or newer with venv is needed")
        .hasMessageContaining("or train elsewhere (docs/finetuning.md)");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void a_full_disk_is_one_line() {
    assertThatThrownBy(
            () ->
                train(
                    "{\"event\":\"error\",\"text\":\"out/checkpoint: the checkpoint cannot be"
                        + " written: no space\"}\n"))
        .isInstanceOf(UserError.class)
        .hasMessage("train: out/checkpoint: the checkpoint cannot be written: no space");
  }

  @Test
  void a_loss_that_is_no_number_names_its_step_and_what_is_kept() {
    assertThatThrownBy(() -> train("{\"event\":\"nan\",\"step\":7,\"kept\":\"out/checkpoint\"}\n"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "train: the loss is no number any more at step 7; a lower --rate often helps; the last"
                + " good checkpoint is out/checkpoint");
  }

  @Test
  void an_error_of_the_program_is_one_line() {
    assertThatThrownBy(
            () -> train("{\"event\":\"error\",\"text\":\"x.gguf needs about 9.1 GB of memory\"}\n"))
        .isInstanceOf(UserError.class)
        .hasMessage("train: x.gguf needs about 9.1 GB of memory");
    // What was refused leaves nothing behind.
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void one_that_was_killed_is_no_success_and_resumes_with_the_same_command() throws IOException {
    Files.writeString(dir.resolve("code"), "137");
    assertThatThrownBy(() -> train("{\"event\":\"step\",\"step\":1,\"of\":2}\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ended with 137")
        .hasMessageContaining("the same command resumes it");
    assertThat(dir.resolve("out")).isDirectoryContaining("regex:.*train\\.log");
    assertThat(dir.resolve("out")).isDirectoryNotContaining("glob:**.jsonl");
    assertThat(dir.resolve("out/card.json")).doesNotExist();
  }

  /** What happens then is in {@code training/test_train.py}. */
  @Test
  void the_program_learns_from_its_input_that_its_caller_was_killed() throws Exception {
    Files.writeString(dir.resolve("events"), "");
    Files.writeString(dir.resolve("waits"), "");
    Process caller =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      await(dir.resolve("started"));
      assertThat(dir.resolve("input-ended")).doesNotExist();
    } finally {
      caller.destroyForcibly().waitFor();
    }
    await(dir.resolve("input-ended"));
    assertThat(Files.readString(dir.resolve("calls"))).contains("/train.py --stop-with-input");
  }

  private static void await(Path file) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (!Files.exists(file) && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(file).exists();
  }

  /** Trains in a process of its own. */
  static final class Caller {
    private Caller() {}

    public static void main(String[] args) throws InterruptedException {
      Path dir = Path.of(args[0]);
      new Trainer(dir.resolve("python").toString(), dir.resolve("home"))
          .train(
              settings(dir),
              new TrainingRows(List.of("{}"), List.of(), Set.of("a")),
              Map.of(),
              Progress.SILENT,
              event -> {});
    }
  }
}
