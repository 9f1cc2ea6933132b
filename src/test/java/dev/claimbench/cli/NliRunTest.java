package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.run.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier that does not write, from the command line. */
class NliRunTest {
  private static final String WORDS = "djl-nli/src/test/resources/djl-nli/words";

  @TempDir Path dir;
  private SmallWorld world;

  @BeforeEach
  void world() throws IOException {
    world = new SmallWorld(dir, 1, Map.of());
  }

  private int run(String... more) {
    List<String> words = new ArrayList<>(List.of("run", "--no-cache", "--all"));
    words.addAll(List.of("--seeds", dir.resolve("seeds").toString()));
    words.addAll(List.of("--gold", dir.resolve("eval").toString()));
    words.addAll(List.of("--out", dir.resolve("out").toString()));
    words.addAll(List.of(more));
    return world.claimbench(words.toArray(String[]::new));
  }

  @Test
  void it_judges_every_claim_with_the_probability_of_each_verdict() {
    assertThat(run("--model", WORDS, "--task", "verify", "--details"))
        .as(world.err.toString())
        .isZero();
    assertThat(world.out.toString()).contains("Brier");
    assertThat(RunStore.read(dir.resolve("out")).values())
        .hasSize(SmallWorld.CLAIMS)
        .allSatisfy(
            entry -> {
              assertThat(entry.reply().orElseThrow().text()).contains("NOT_ENOUGH_INFO");
              assertThat(entry.reply().orElseThrow().labels().orElseThrow()).hasSize(3);
            });
  }

  @Test
  void asked_to_extract_it_says_at_once_that_it_cannot() {
    assertThat(run("--model", WORDS)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(world.err.toString().strip())
        .isEqualTo(
            "claimbench: " + WORDS + " judges claims and cannot write any; give --task verify");
  }

  @Test
  void it_checks_what_another_model_says() {
    // The decoder writes at random; what matters is that both work together.
    int code =
        run(
            "--model",
            "djl/src/test/resources/djl/in-place",
            "--context",
            "4000",
            "--adapt",
            "verifier=" + WORDS,
            "--task",
            "verify");
    assertThat(code).as(world.err.toString()).isZero();
    assertThat(RunStore.read(dir.resolve("out")).values())
        .allSatisfy(
            entry -> assertThat(entry.reply().orElseThrow().text()).contains("\"verdict\""));
  }
}
