package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.report.formats.ReportFormats;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the fixture's run: both claims found, three of four verdicts right. */
class ReportCommandTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void run() {
    fixture = new CommandLineFixture(dir);
    fixture.recorded("run");
  }

  private CommandLineFixture.Done report(String... more) {
    return fixture.ask(
        "report",
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(fixture.path("run").toString()),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void the_terminal_shows_the_scorecard_and_what_is_worst() {
    CommandLineFixture.Done done = report();
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .containsPattern("  accuracy +0\\.750 ")
        .contains("Worst 1 of 1 that are wrong")
        .contains("verify river/v02@ferry: The bridge shut on a Tuesday.")
        .contains("gold NOT_ENOUGH_INFO, answered SUPPORTED");
    assertThat(report("--worst", "0").out()).doesNotContain("Worst");
  }

  @Test
  void the_page_is_written_into_the_run_folder() {
    String before = fixture.text("run/report.html");
    fixture.file("run/report.html", "old");
    CommandLineFixture.Done done = report("--format", "html");
    assertThat(done.out()).isEqualTo("written: " + fixture.path("run/report.html") + "\n");
    assertThat(fixture.text("run/report.html")).isEqualTo(before).startsWith("<!doctype html>");
  }

  @Test
  void json_and_markdown_are_those_that_score_writes() {
    assertThat(report("--format", "json").out()).isEqualTo(fixture.text("run/scores.json"));
    assertThat(report("--format", "markdown").out()).isEqualTo(fixture.text("run/report.md"));
  }

  @Test
  void csv_has_a_row_a_claim_and_a_row_a_verdict() {
    // A header, two claims, four verdicts.
    assertThat(report("--format", "csv").out().lines()).hasSize(7);
  }

  @Test
  void junit_fails_what_is_wrong_and_nothing_else() {
    String xml = report("--format", "junit").out();
    assertThat(xml)
        .contains("<testsuite name=\"claimbench.extract\" tests=\"2\" failures=\"0\"")
        .contains("<testsuite name=\"claimbench.verify\" tests=\"4\" failures=\"1\"")
        .contains("gold NOT_ENOUGH_INFO, answered SUPPORTED");
  }

  @Test
  void a_file_takes_what_the_terminal_would() {
    Path file = fixture.path("own.md");
    assertThat(report("--format", "markdown", "--out", file.toString()).out())
        .isEqualTo("written: " + file + "\n");
    assertThat(fixture.text("own.md")).isEqualTo(fixture.text("run/report.md"));
  }

  @Test
  void what_is_no_run_and_no_format_is_one_line_and_2() {
    assertThat(fixture.line("report", dir.toString()).errLines()).hasSize(1);
    CommandLineFixture.Done done = report("--format", "pdf");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("--format").contains("pdf");
  }

  @Test
  void an_incomplete_run_is_shown_with_exit_6() {
    fixture.file("answers.jsonl", CommandLineFixture.answers("v02@ferry"));
    fixture.ask(
        "score",
        "--answers",
        fixture.path("answers.jsonl").toString(),
        "--out",
        fixture.path("run2").toString());
    CommandLineFixture.Done done = fixture.ask("report", fixture.path("run2").toString());
    assertThat(done.code()).isEqualTo(6);
    assertThat(done.out()).contains("incomplete");
  }

  @Test
  void a_format_of_another_jar_is_found_by_its_name() {
    // Two articles and four verdicts were asked for.
    assertThat(report("--format", "mine").out()).isEqualTo("run: 4 verdicts, 6 calls\n");
  }

  @Test
  void an_unknown_format_names_those_that_there_are() {
    CommandLineFixture.Done done = report("--format", "pdf");
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: --format: expected one of "
                + String.join(", ", ReportFormats.builtIn())
                + ", mine, got 'pdf'");
    assertThat(done.code()).isEqualTo(2);
  }
}
