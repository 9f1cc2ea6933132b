package dev.claimbench.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.CommandRunner;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What was written in November 2026 is read for ever: a journal, a manifest, scores, a baseline and
 * a bundle. How figures are made may change since; that they can be made may not.
 */
class OldFormatsTest {
  private static final String FOLDER = Formats.FOLDER;

  private static CommandRunner.Done claimbench(String... words) {
    return CommandRunner.run(Clock.systemUTC(), Map.of(), words);
  }

  @Test
  void a_journal_with_every_kind_of_entry() {
    List<JournalEntry> entries = List.copyOf(RunStore.read(Path.of(FOLDER, "journal")).values());
    assertThat(RunStore.damage(Path.of(FOLDER, "journal"))).isEmpty();
    assertThat(entries).extracting(JournalEntry::item).hasSize(6).startsWith("bridge", "ferry");
    assertThat(entries.get(0).reply().orElseThrow().stop()).isEqualTo(Reply.Stop.LENGTH);
    Reply timed = entries.get(1).reply().orElseThrow();
    assertThat(timed.thinking()).isEqualTo("Who says so?");
    assertThat(timed.answer()).contains(Duration.ofMillis(1250));
    assertThat(timed.load()).contains(Duration.ofSeconds(2));
    assertThat(timed.promptTokens()).isEqualTo(310);
    assertThat(entries.get(1).lost()).contains(Duration.ofMillis(3500));
    assertThat(entries.get(2).cached())
        .contains(new JournalEntry.Origin("00ff", "runs/earlier", "2026-11-01T10:00:00Z"));
    assertThat(entries.get(3).failure())
        .contains(new JournalEntry.Failure(ModelException.Cause.TIMEOUT, "no answer within PT10S"));
    assertThat(entries.get(4).reply().flatMap(Reply::labels))
        .contains(Map.of("SUPPORTED", 0.125, "REFUTED", 0.125, "NOT_ENOUGH_INFO", 0.75));
    assertThat(entries.get(5).task()).isEqualTo("verify");
    assertThat(claimbench("report", FOLDER + "/journal", "--format", "json").code()).isEqualTo(6);
  }

  @Test
  void a_manifest() {
    Manifest manifest = Manifest.read(Path.of(FOLDER, "repeats"));
    assertThat(manifest.model().digest()).startsWith("sha256:59d0b962");
    assertThat(manifest.prompts()).containsOnlyKeys("extract", "verify");
    assertThat(manifest.promptHashes().get("verify")).startsWith("8b4e13e3");
    assertThat(manifest.articles()).containsOnlyKeys("bridge", "ferry");
    assertThat(manifest.verdicts()).hasSize(4);
    assertThat(manifest.sampling().seed()).isEqualTo(7);
    assertThat(manifest.gold()).contains(FOLDER + "/eval");
    assertThat(claimbench("compare", FOLDER + "/repeats", "--self").out())
        .contains("2 repeats against each other");
  }

  @Test
  void a_run_is_handed_out_again_under_the_same_keys(@org.junit.jupiter.api.io.TempDir Path dir) {
    CommandRunner.Done done =
        claimbench(
            "run",
            "--model",
            "replay/" + FOLDER + "/run",
            "--seeds",
            FOLDER + "/seeds",
            "--gold",
            FOLDER + "/eval",
            "--prompts",
            FOLDER + "/prompts",
            "--all",
            "--out",
            dir.resolve("again").toString());
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(RunStore.read(dir.resolve("again")))
        .containsOnlyKeys(RunStore.read(Path.of(FOLDER, "run")).keySet());
  }

  @Test
  void scores_and_a_baseline_of_another_scoring_are_refused_with_the_line_that_makes_them() {
    CommandRunner.Done compared =
        claimbench("compare", FOLDER + "/run/scores.json", FOLDER + "/other/scores.json");
    assertThat(compared.code()).isEqualTo(2);
    assertThat(compared.err())
        .contains("expected figures of scoring version 2, got version 1")
        .contains("claimbench score RUN");
    CommandRunner.Done gated =
        claimbench(
            "gate",
            FOLDER + "/run",
            "--baselines",
            FOLDER,
            "--policy",
            "docs/studies/self-comparison/policy.yaml",
            "--seeds",
            FOLDER + "/seeds",
            "--gold",
            FOLDER + "/eval");
    assertThat(gated.code()).isEqualTo(2);
    assertThat(gated.err())
        .contains("baseline.json: expected figures of scoring version 2, got version 1")
        .contains("claimbench bless RUN --name baseline");
  }

  @Test
  void a_bundle() {
    CommandRunner.Done done = claimbench("bundle", "verify", FOLDER + "/run.zip");
    assertThat(done.err()).isEmpty();
    assertThat(done.out().lines())
        .startsWith("same     keys of 6 answers")
        .filteredOn(line -> line.startsWith("same ") || line.startsWith("differs "))
        .hasSize(4)
        .allMatch(
            line ->
                line.matches("(same|differs) +((scores|timings|report)\\..*|keys of 6 answers)"));
  }
}
