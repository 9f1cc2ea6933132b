package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.run.Shard;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in parts, put together again. */
class ShardTest {
  private static final Path RECORDED =
      Path.of("docs/studies/self-hosting/smaller").toAbsolutePath();

  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void start() {
    fixture = CommandLineFixture.empty(dir);
  }

  private CommandLineFixture.Done run(String out, String... more) {
    return run(46, out, more);
  }

  private CommandLineFixture.Done run(int verdicts, String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--model",
                "replay/" + RECORDED,
                "--suite",
                "test",
                "--task",
                "verify",
                "--prompts",
                "prompts/plain",
                "--verdicts",
                Integer.toString(verdicts),
                "--no-cache",
                "--out",
                fixture.path(out).toString()));
    words.addAll(List.of(more));
    return line(words);
  }

  /** In the project's folder, with its stories. */
  private static CommandLineFixture.Done line(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            Clock.fixed(Instant.parse("2026-01-28T10:15:00Z"), ZoneOffset.UTC),
            Path.of("").toAbsolutePath(),
            Map.of(),
            false,
            false,
            words);
    int code =
        Main.execute(
            environment, new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    return new CommandLineFixture.Done(code, out.toString(), err.toString());
  }

  private CommandLineFixture.Done merge(String out, String... parts) {
    List<String> words = new ArrayList<>(List.of("merge", "--out", fixture.path(out).toString()));
    for (String part : parts) {
      words.add(fixture.path(part).toString());
    }
    return line(words);
  }

  @Test
  void three_parts_are_the_same_as_the_whole() {
    assertThat(run("whole").code()).isZero();
    for (int i = 1; i <= 3; i++) {
      CommandLineFixture.Done done = run("part" + i, "--shard", i + "/3");
      assertThat(done.err()).doesNotContain("claimbench:");
      assertThat(done.code()).isZero();
      assertThat(done.out()).contains("shard " + i + "/3 is in ");
    }
    CommandLineFixture.Done merged = merge("all", "part3", "part1", "part2");
    assertThat(merged.code()).as(merged.err()).isZero();
    assertThat(merged.err()).contains("merged: 46 answers of 3 folders\n");
    assertThat(fixture.text("all/scores.json")).isEqualTo(fixture.text("whole/scores.json"));
    assertThat(fixture.text("part1/replies.jsonl").lines().count()).isBetween(1L, 45L);
    // A second time there is a run already.
    assertThat(merge("all", "part1", "part2", "part3").err()).contains("holds a run already");
  }

  @Test
  void what_is_missing_is_named_with_the_line_that_runs_it() {
    run("part1", "--shard", "1/3");
    run("part3", "--shard", "3/3");
    CommandLineFixture.Done done = merge("all", "part1", "part3");
    assertThat(done.code()).isEqualTo(6);
    assertThat(done.err())
        .contains("1 of 3 shards are missing; run: ")
        .contains("--shard 2/3")
        .contains("--out shard-2");
    assertThat(fixture.path("all")).doesNotExist();
  }

  @Test
  void parts_of_other_runs_are_refused_with_what_differs() {
    run("part1", "--shard", "1/2");
    run(23, "other", "--shard", "2/2");
    assertThat(merge("all", "part1", "other").err())
        .contains("not of the same run as")
        .contains("verdicts (46 → 23)");
    run("third", "--shard", "2/3");
    assertThat(merge("all", "part1", "third").err()).contains("number of shards (2 → 3)");
    run("whole");
    assertThat(merge("all", "whole").err()).contains("not a shard");
  }

  @Test
  void one_folder_holds_one_part() {
    run("part", "--shard", "1/2");
    assertThat(run("part", "--shard", "2/2").err()).contains("holds shard 1/2, not shard 2/2");
    assertThat(run("part").err()).contains("holds shard 1/2, not shard 1/1");
    run("whole");
    assertThat(run("whole", "--shard", "1/2").err()).contains("holds a whole run");
  }

  @Test
  void answers_given_twice_are_counted_and_torn_journals_are_read_to_their_end()
      throws IOException {
    run("part1", "--shard", "1/2");
    run("again", "--shard", "1/2");
    run("part2", "--shard", "2/2");
    CommandLineFixture.Done twice = merge("all", "part1", "again", "part2");
    assertThat(twice.code()).as(twice.err()).isZero();
    assertThat(twice.err())
        .containsPattern("merged: 46 answers of 3 folders, \\d+ of them given twice");
    Path journal = fixture.path("part2/replies.jsonl");
    String text = Files.readString(journal);
    Files.writeString(journal, text.substring(0, text.length() - 40));
    CommandLineFixture.Done torn = merge("torn", "part1", "part2");
    assertThat(torn.code()).isEqualTo(6);
    assertThat(torn.err())
        .contains("part2/replies.jsonl")
        .contains("merged: 45 answers")
        .contains("without --shard");
  }

  @Test
  void a_scheduler_says_which_part_it_is() {
    assertThat(
            Shard.parse(
                "auto",
                Map.of(
                    "SLURM_ARRAY_TASK_ID",
                    "5",
                    "SLURM_ARRAY_TASK_COUNT",
                    "4",
                    "SLURM_ARRAY_TASK_MIN",
                    "2")))
        .isEqualTo(new Shard(4, 4));
    assertThat(Shard.parse("auto", Map.of("JOB_COMPLETION_INDEX", "0", "JOB_COMPLETIONS", "8")))
        .isEqualTo(new Shard(1, 8));
    for (String wrong : List.of("0/3", "4/3", "1", "a/b", "1/0", "-1/2", "1/9999999")) {
      assertThatThrownBy(() -> Shard.parse(wrong, Map.of()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("--shard");
    }
    assertThatThrownBy(() -> Shard.parse("auto", Map.of()))
        .hasMessageContaining("SLURM_ARRAY_TASK_ID");
    assertThatThrownBy(() -> Shard.parse("auto", slurm("9", "4", "0", "1")))
        .hasMessageContaining("is 9, which is none of 4 tasks from SLURM_ARRAY_TASK_MIN 0");
    assertThatThrownBy(() -> Shard.parse("auto", slurm("0", "4", "1", "1")))
        .hasMessageContaining("is 0, which is none");
    // Tasks 1, 3 and 5: as the second it would be asked by two machines.
    assertThatThrownBy(() -> Shard.parse("auto", slurm("4", "3", "1", "2")))
        .hasMessageContaining("is 4, which is none of 3 tasks");
    assertThatThrownBy(() -> Shard.parse("auto", slurm("1", "3", "1", "0")))
        .hasMessageContaining("in steps of 0");
    assertThatThrownBy(() -> Shard.parse("auto", Map.of("JOB_COMPLETION_INDEX", "1")))
        .hasMessageContaining("JOB_COMPLETIONS is not set");
  }

  @Test
  void two_schedulers_that_say_different_parts_are_refused() {
    Map<String, String> both = new HashMap<>(slurm("2", "3", "1", "1"));
    both.put("JOB_COMPLETION_INDEX", "1");
    both.put("JOB_COMPLETIONS", "3");
    assertThat(Shard.parse("auto", both)).isEqualTo(new Shard(2, 3));
    both.put("JOB_COMPLETIONS", "5");
    assertThatThrownBy(() -> Shard.parse("auto", both))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("says part 2/3 and JOB_COMPLETION_INDEX says part 2/5");
  }

  private static Map<String, String> slurm(String id, String count, String first, String step) {
    return Map.of(
        "SLURM_ARRAY_TASK_ID", id,
        "SLURM_ARRAY_TASK_COUNT", count,
        "SLURM_ARRAY_TASK_MIN", first,
        "SLURM_ARRAY_TASK_STEP", step);
  }

  @Test
  void every_story_is_in_exactly_one_part() {
    for (int story = 0; story < 200; story++) {
      String id = "story-" + story;
      assertThat(IntStream.rangeClosed(1, 7).filter(i -> new Shard(i, 7).has(id))).hasSize(1);
    }
  }
}
