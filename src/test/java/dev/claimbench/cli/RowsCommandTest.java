package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare --rows} and {@code gate --rows}: runs that other harnesses made. */
class RowsCommandTest {
  private static final Path ROWS = Path.of("src/test/resources/rows").toAbsolutePath();

  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = CommandLineFixture.empty(dir);
  }

  @Test
  void two_logs_of_inspect_are_compared_by_the_metadata_that_groups_them() {
    CommandLineFixture.Done done =
        fixture.line(
            "compare",
            "--rows",
            "before=" + ROWS.resolve("inspect-old.json"),
            "--rows",
            "now=" + ROWS.resolve("inspect-new.json"),
            "--html",
            fixture.path("page.html").toString());
    assertThat(done.err()).isEmpty();
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .contains("baseline   before", "candidate  now", "9 groups of items, the same for both")
        .containsPattern("match +0\\.\\d{3} +0\\.\\d{3} ");
    assertThat(fixture.text("page.html")).contains("9 groups of items, the same for both");
  }

  @Test
  void a_gate_decides_with_its_exit_code() {
    String[] words = {
      "gate",
      "--rows",
      ROWS.resolve("promptfoo.json").toString(),
      "--baseline",
      "openai:chat:new",
      "--candidate",
      "openai:chat:old",
      "--margin",
      "pass=0.02"
    };
    CommandLineFixture.Done done = fixture.line(words);
    assertThat(done.out()).contains("openai:chat:old in place of openai:chat:new");
    assertThat(done.code()).isEqualTo(4);
    assertThat(fixture.line("gate", "--rows", ROWS.resolve("promptfoo.json").toString()).code())
        .isNotEqualTo(2);
  }

  @Test
  void mistakes_are_one_line() throws IOException {
    assertThat(fixture.line("gate").err())
        .contains("expected a run folder, a scores.json, or --rows");
    assertThat(fixture.line("compare", "x", "--rows", "y").err())
        .contains("--rows: expected no run beside it, got x");
    fixture.file("one.csv", "item,model,metric,value\n1,a,acc,1\n");
    CommandLineFixture.Done done =
        fixture.line("compare", "--rows", fixture.path("one.csv").toString());
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("--rows: expected two models, got [a]");
    fixture.file("two.csv", "item,model,metric,value\n1,a,acc,1\n1,b,acc,1\n");
    done =
        fixture.line("compare", "--rows", fixture.path("two.csv").toString(), "--margin", "acc=-1");
    assertThat(done.err()).contains("--margin acc: expected a number above 0, got -1.0");
  }
}
