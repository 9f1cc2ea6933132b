package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of earlier versions. */
class OldCommandsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          verify-bundle a.zip                         | bundle verify a.zip
          export r --bundle a.zip --seeds s           | bundle create r --seeds s --out a.zip
          export a b                                  | report a b --format figures-jsonl
          export a --rows=claims --csv --seed 8       | report a --seed 8 --format claims-csv
          export a b --latex --out t.tex              | report a b --out t.tex --format latex
          export --texts --gold g                     | corpus rows --texts --gold g --format verdicts-jsonl
          export --rows CLAIMS --csv                  | corpus rows --format claims-csv
          export --finetune --story s --prompts p     | corpus export --story s --prompts p
          label --articles s --gold g --doubt a b     | corpus doubt --seeds s --gold g a b --serve
          """)
  void are_what_the_new_ones_are(String old, String now) {
    StringWriter err = new StringWriter();
    assertThat(OldCommands.now(new PrintWriter(err, true), old.split(" ")))
        .containsExactly(now.split(" "));
    assertThat(err.toString().lines())
        .containsExactly(
            "claimbench "
                + (old.startsWith("label") ? "label --doubt" : old.split(" ", -1)[0])
                + " is now: claimbench "
                + now);
  }

  @Test
  void a_command_of_today_stays_and_nothing_is_said() {
    StringWriter err = new StringWriter();
    String[] words = {"label", "--seeds", "s", "--gold", "g"};
    assertThat(OldCommands.now(new PrintWriter(err), words)).isSameAs(words);
    assertThat(OldCommands.now(new PrintWriter(err))).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void go_on_working() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.recorded("run");
    String run = fixture.path("run").toString();
    CommandLineFixture.Done old = fixture.ask("export", run, "--rows", "verdicts");
    assertThat(old.code()).isZero();
    assertThat(old.out()).isEqualTo(fixture.ask("report", run, "--format", "verdicts-jsonl").out());
    assertThat(old.errLines())
        .singleElement()
        .asString()
        .startsWith("claimbench export is now: claimbench report ");
    assertThat(fixture.ask("export").out()).isEqualTo(fixture.ask("corpus", "rows").out());
  }
}
