package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusSubcommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path dir;

  @Test
  void a_sheet_is_made_once_and_never_written_over() {
    String sheet = dir.resolve("sheet.csv").toString();
    assertThat(run("corpus", "relabel", "make", sheet)).isZero();
    assertThat(run("corpus", "relabel", "make", sheet)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already and may hold labels");
  }

  @Test
  void a_filled_sheet_is_scored() throws IOException {
    Path sheet = dir.resolve("filled.csv");
    Files.writeString(
        sheet,
        Files.readString(Path.of("eval/relabel/sheet.csv")).replaceAll("(?m),,$", ",SUPPORTED,"));
    assertThat(run("corpus", "relabel", "score", sheet.toString())).isZero();
    assertThat(out.toString()).startsWith("all                 200 items  agreed 0.3");
  }

  @Test
  void relabel_alone_says_what_may_follow() {
    assertThat(run("corpus", "relabel")).isEqualTo(2);
    assertThat(err.toString()).contains("relabel: expected make or score after it");
  }

  @Test
  void the_folders_given_to_corpus_are_the_ones_that_count() {
    assertThat(run("corpus", "stats", "--gold", dir.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none");
  }

  private int run(String... args) {
    Environment environment =
        new Environment(
            Clock.systemUTC(), Path.of("").toAbsolutePath(), Map.of(), false, false, List.of(args));
    return Main.execute(environment, new PrintWriter(out), new PrintWriter(err), args);
  }
}
