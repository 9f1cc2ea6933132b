package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.run.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are stopped in the middle; nothing that was answered is lost. */
class StoppedRunTest {
  /** 40 articles, one call each. */
  private static final int CALLS = 40;

  @TempDir Path dir;
  private Install install;
  private Path folder;
  private SlowServer server;

  @BeforeEach
  void start() throws IOException {
    install = new Install(Files.createDirectories(dir.resolve("claim bench")));
    folder = Files.createDirectories(dir.resolve("work"));
    for (int i = 0; i < CALLS; i++) {
      Path article = folder.resolve("my articles").resolve("a%02d.txt".formatted(i));
      Files.createDirectories(article.getParent());
      Files.writeString(article, "The river rose by " + i + " metres. ".repeat(20));
    }
    Files.createDirectories(install.home.resolve("prompts"));
    for (String name : List.of("extract.md", "extract.schema.json")) {
      Files.copy(Path.of("prompts", name), install.home.resolve("prompts").resolve(name));
    }
    server = new SlowServer(100);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    install.close();
  }

  private String[] command(String... more) {
    List<String> words =
        new java.util.ArrayList<>(
            List.of(
                "../claim bench/claimbench",
                "run",
                "--task",
                "extract",
                "--seeds",
                "my articles",
                "--model",
                server.model()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private void awaitCalls(int calls) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (server.asked() < calls && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(server.asked()).isGreaterThanOrEqualTo(calls);
  }

  @Test
  void after_Ctrl_C_the_journal_is_whole_and_the_line_that_is_printed_finishes_the_run()
      throws Exception {
    Process process = install.start(folder, command());
    awaitCalls(5);
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
        .isZero();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Install.Ended ended = Install.ended(folder, process);
    assertThat(ended.code()).isEqualTo(130);
    String last = ended.err().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(last)
        .matches(
            "stopped: \\d+ of 40 answers are safe in runs/[0-9-]+; resume with: '../claim"
                + " bench/claimbench' run --task extract --seeds 'my articles' --model "
                + server.model()
                + " --out runs/[0-9-]+");
    Path run = folder.resolve(last.replaceAll(".*--out ", ""));
    int safe = Integer.parseInt(last.replaceAll("stopped: (\\d+) .*", "$1"));
    // One more may have come between the line and the end.
    assertThat(RunStore.read(run).size()).isBetween(Math.max(safe, 4), safe + 1);
    assertThat(Files.readString(run.resolve(RunStore.JOURNAL))).endsWith("\"}\n");

    int before = server.asked();
    server.answerAtOnce();
    Install.Ended again = install.run(folder, "bash", "-c", last.replaceAll(".*resume with: ", ""));
    assertThat(again.err()).contains(" of 40 answers are there already; going on");
    assertThat(again.code()).isZero();
    assertThat(RunStore.read(run)).hasSize(CALLS);
    // Nothing is asked twice but the call that was cut off.
    assertThat(server.asked() - before).isLessThanOrEqualTo(CALLS - safe);
    assertThat(run.resolve("scores.json")).exists();
  }

  /** A limit on the size of files stands for a full disk: the same calls fail, midway in a line. */
  @Test
  void a_full_disk_ends_in_one_line_and_the_run_goes_on_later() throws Exception {
    server.answerAtOnce();
    install.run(folder, "../claim bench/claimbench", "--version");
    // 16 blocks of 1,024 bytes: room for the manifest and some of the 40 answers.
    String limited = "ulimit -f 16; exec '../claim bench/claimbench' \"$@\"";
    String[] command = command("--out", "run");
    command[0] = "claimbench";
    String[] words =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("bash", "-c", limited), java.util.Arrays.stream(command))
            .toArray(String[]::new);
    Install.Ended ended =
        install.with("CLAIMBENCH_JAVA_OPTS", "-XX:-UsePerfData").run(folder, words);
    assertThat(ended.err()).doesNotContain("\tat ");
    String last = ended.err().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(last)
        .matches(
            "claimbench: run/replies.jsonl: cannot be written \\(File too large\\); the \\d+"
                + " answers before are safe; free space and go on; resume with: .* --out run");
    assertThat(ended.code()).isEqualTo(6);
    assertThat(ended.out()).isEmpty();
    int safe = Integer.parseInt(last.replaceAll(".*the (\\d+) answers.*", "$1"));
    Path run = folder.resolve("run");
    int kept = RunStore.read(run).size();
    // A whole line of the block that failed may have come through as well.
    assertThat(kept).isBetween(Math.max(1, safe), CALLS - 1);

    Install.Ended again = install.run(folder, command("--out", "run"));
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains(kept + " of 40 answers are there already; going on");
    assertThat(RunStore.read(run)).hasSize(CALLS);
  }
}
