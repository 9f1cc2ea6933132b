package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nightly runs, of which the second was blessed: 80%, 80% and 40% right. */
class HistoryCommandTest {
  @TempDir Path dir;
  private SmallWorld world;

  @BeforeEach
  void runs() throws IOException {
    world = new SmallWorld(dir, 6, Map.of());
    run("c-third", "2026-03-01T08:00:00Z", s -> 4);
    run("a-second", "2026-02-01T08:00:00Z", s -> 8);
    run("b-first", "2026-01-01T08:00:00Z", s -> 8);
    claimbench("bless", dir.resolve("runs/a-second").toString(), "--name", "production");
  }

  private void run(String name, String started, IntUnaryOperator right) throws IOException {
    Path manifest = world.run(name, right).resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains("2026-01-28T10:15:00Z");
    Files.writeString(manifest, text.replace("2026-01-28T10:15:00Z", started));
  }

  private int claimbench(String command, String... more) {
    world.out.getBuffer().setLength(0);
    world.err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(more));
    words.addAll(List.of("--baselines", dir.resolve("baselines").toString()));
    return world.claimbench(words.toArray(String[]::new));
  }

  private int history(String... more) {
    List<String> words = new ArrayList<>(List.of("--history", dir.resolve("runs").toString()));
    words.addAll(List.of(more));
    return claimbench("report", words.toArray(String[]::new));
  }

  @Test
  void a_folder_of_runs_is_shown_from_the_first_to_the_last() {
    assertThat(history()).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("3 runs on 6 stories, 60 verdicts")
        .containsPattern("1  2026-01-01 08:00  \\S+b-first +answers/b-first\n")
        .containsPattern(
            "2  2026-02-01 08:00  \\S+a-second +answers/a-second  baseline production\n")
        .containsPattern("3  2026-03-01 08:00  \\S+c-third +answers/c-third\n")
        .containsPattern("verify.accuracy\n +value  95% interval ")
        .containsPattern("  1  0.800  0.800 to 0.800 +●\n")
        .containsPattern("  2  0.800  0.800 to 0.800 +●  +baseline\n")
        .containsPattern("  3  0.400  0.400 to 0.400 +●");
  }

  /** As a run without arguments writes it. */
  @Test
  void a_run_inside_of_another_is_shown_as_well() throws IOException {
    Files.move(dir.resolve("runs/c-third"), dir.resolve("runs/b-first/verifier"));
    assertThat(history()).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .containsPattern("3  2026-03-01 08:00  \\S+b-first/verifier +answers/c-third\n");
  }

  @Test
  void a_baseline_whose_run_is_gone_is_a_line_of_its_own() throws IOException {
    Files.delete(dir.resolve("runs/a-second/manifest.json"));
    assertThat(history()).isZero();
    assertThat(world.out.toString())
        .containsPattern("2  2026-02-01 08:00  \\S+production.json +answers/a-second  baseline");
  }

  @Test
  void the_page_marks_the_baseline_and_links_to_the_runs() throws IOException {
    assertThat(history("--format", "html")).isZero();
    Path page = dir.resolve("runs/history.html");
    assertThat(world.out.toString()).isEqualTo("written: " + page + "\n");
    String html = Files.readString(page);
    assertThat(html)
        .contains("<a href=\"c-third/report.html\">c-third</a>")
        .contains("baseline production")
        .contains("<title>answers/c-third, 2026-03-01 08:00: 0.400</title>")
        // Nobody sees where it was made.
        .doesNotContain(dir.toString());
    assertThat(html.split("<circle", -1)).hasSize(4);
    history("--format", "html");
    assertThat(Files.readString(page)).isEqualTo(html);
  }

  @Test
  void a_run_that_cannot_be_scored_is_left_out_with_the_reason() throws IOException {
    Path manifest = dir.resolve("runs/b-first/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replaceFirst("\"goldHash\" ?: ?\"..", "\"goldHash\" : \"zz"));
    assertThat(history()).isZero();
    assertThat(world.out.toString())
        .contains("2 runs on 6 stories")
        .containsPattern("left out: \\S+b-first: .*the gold has changed since the run");
  }

  @Test
  void an_incomplete_run_has_no_figure_and_exit_6() throws IOException {
    Path journal = dir.resolve("runs/c-third/replies.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.subList(0, lines.size() - 1));
    assertThat(history()).isEqualTo(6);
    assertThat(world.out.toString())
        .contains("  3      –  run is incomplete: 1 of 60 calls failed\n");
  }

  @Test
  void what_it_cannot_do_is_one_line_and_2() {
    assertThat(history("--format", "csv")).isEqualTo(2);
    assertThat(world.err.toString())
        .isEqualTo("claimbench: --history: expected --format text or html, and not --serve\n");
    assertThat(history("--figure", "verify.acuracy")).isEqualTo(2);
    assertThat(world.err.toString())
        .isEqualTo(
            "claimbench: no metric is named 'verify.acuracy'; nearest valid: 'verify.accuracy'\n");
    assertThat(claimbench("report", dir.resolve("runs/c-third").toString())).isEqualTo(2);
    assertThat(world.err.toString()).contains("only with --history");
    assertThat(claimbench("report", "--history", dir.resolve("seeds").toString())).isEqualTo(2);
    assertThat(world.err.toString()).contains("seeds: no run; expected a run folder");
  }
}
