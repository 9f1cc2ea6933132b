package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.run.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that reads a run says which lines of its journal it had to leave out. */
class JournalDamageTest {
  @TempDir Path dir;
  private SmallWorld world;
  private Path whole;
  private Path damaged;

  @BeforeEach
  void lay() throws IOException {
    world = new SmallWorld(dir, 6, Map.of("CLAIMBENCH_CACHE", dir.resolve("cache").toString()));
    whole = world.run("whole", s -> 8);
    damaged = world.run("damaged", s -> 8);
    Path journal = damaged.resolve(RunStore.JOURNAL);
    Files.writeString(
        journal,
        Files.readString(journal).replaceFirst("\"crc\":\"[0-9a-f]{8}", "\"crc\":\"00000000"));
  }

  private String errors(String... words) {
    world.claimbench(words);
    return world.err.toString();
  }

  private String line() {
    return damaged.resolve(RunStore.JOURNAL) + ":1: the checksum does not fit; left out";
  }

  private String[] withData(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--seeds", dir.resolve("seeds").toString()));
    all.addAll(List.of("--gold", dir.resolve("eval").toString()));
    return all.toArray(String[]::new);
  }

  @Test
  void a_gate_says_it_of_the_candidate_and_of_a_baseline_that_is_a_run() throws IOException {
    world.write("eval/gate.yaml", Files.readString(Path.of("eval/gate.yaml")));
    assertThat(errors("gate", damaged.toString(), "--baseline", whole.toString())).contains(line());
    world.err.getBuffer().setLength(0);
    assertThat(errors("gate", whole.toString(), "--baseline", damaged.toString())).contains(line());
    world.err.getBuffer().setLength(0);
    assertThat(errors("gate", whole.toString(), "--baseline", whole.toString()))
        .doesNotContain("checksum");
  }

  /** A folder that somebody else packed: neither waits for ever. */
  @Test
  void a_pipe_in_place_of_a_journal_and_a_billion_repeats_end_in_a_line() throws Exception {
    Path manifest = damaged.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"repeats\" : 1,", "\"repeats\" : 1000000000,"));
    assertThat(errors("score", damaged.toString()))
        .contains(manifest + ": not a manifest (repeats: expected at most 10000, got 1000000000)");
    Files.writeString(manifest, text);
    Path journal = damaged.resolve(RunStore.JOURNAL);
    Files.delete(journal);
    assertThat(new ProcessBuilder("mkfifo", journal.toString()).start().waitFor()).isZero();
    assertThat(errors("score", damaged.toString()))
        .contains(journal + ": cannot be read (a folder, pipe or device, not a file)");
  }

  @Test
  void a_run_that_is_replayed_is_said_to_be_damaged() {
    assertThat(
            errors(
                withData(
                    "run",
                    "--model",
                    "replay/" + damaged,
                    "--task",
                    "verify",
                    "--all",
                    "--out",
                    dir.resolve("again").toString())))
        .contains(line());
  }

  @Test
  void suggestions_and_doubts_say_it() {
    assertThat(errors(withData("label", "--suggest", damaged.toString(), "--port", "99999")))
        .contains(line());
    world.err.getBuffer().setLength(0);
    assertThat(errors(withData("label", "--doubt", whole.toString(), damaged.toString())))
        .contains(line());
  }

  @Test
  void a_study_says_it_of_an_arm_that_was_run_before() throws IOException {
    world.write(
        "prices.yaml",
        "version: 1\nprices:\n  - {provider: p, model: m, input: 1, output: 4, currency: USD,"
            + " date: 2026-11-22, source: x}\n");
    world.write(
        "hardware.yaml",
        "version: 1\nmachines:\n  - {name: box, currency: USD, per_hour: 3.6, utilisation: 1,"
            + " date: 2026-11-22, source: x}\n");
    Path study =
        world.write(
            "small.yaml",
            """
            version: 1
            title: "Small"
            seeds: %1$s/seeds
            gold: %1$s/eval
            tasks: [verify]
            baseline: base
            measures: [verify.accuracy]
            prices: %1$s/prices.yaml
            hardware: %1$s/hardware.yaml
            arms:
              - {id: base, kind: open, run: "%2$s"}
              - {id: other, kind: adapted, run: "%3$s"}
            decisions:
              gain: {measure: verify.accuracy, relative: 0.3, arms: [other]}
              cheaper: {share: 0.9, cells: [{arm: base, machine: box, price: p/m}]}
            """
                .formatted(dir, whole, damaged));
    assertThat(errors("study", study.toString(), "--out", dir.resolve("out").toString()))
        .contains(line());
  }
}
