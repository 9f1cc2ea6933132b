package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a terminal fits it. */
class TerminalOutputTest {
  @TempDir Path dir;

  private Environment terminal(Map<String, String> variables, String... words) {
    return new Environment(Clock.systemUTC(), dir, variables, true, true, List.of(words));
  }

  @Test
  void progress_is_as_wide_as_the_terminal_allows() {
    assertThat(terminal(Map.of("COLUMNS", "60")).progressWidth()).hasValue(59);
    assertThat(terminal(Map.of("COLUMNS", "400")).progressWidth()).hasValue(118);
    // Nobody said: as wide as terminals usually are at least.
    assertThat(terminal(Map.of()).progressWidth()).hasValue(79);
    assertThat(terminal(Map.of("COLUMNS", "0")).progressWidth()).hasValue(79);
  }

  @Test
  void a_terminal_without_commands_gets_none() throws Exception {
    Map<String, String> dumb =
        Map.of("TERM", "dumb", "CLAIMBENCH_CACHE", dir.resolve("cache").toString());
    assertThat(terminal(dumb).progressWidth()).isEmpty();
    assertThat(terminal(dumb).colors()).isFalse();
    assertThat(terminal(Map.of("TERM", "xterm")).colors()).isTrue();

    Path run = new SmallWorld(dir, 6, dumb).run("old", s -> 8);
    for (Map<String, String> variables : List.of(dumb, Map.<String, String>of())) {
      boolean escapes = variables.isEmpty();
      StringWriter out = new StringWriter();
      String[] words = {
        "score", run.toString(),
      };
      Main.execute(
          terminal(variables, words),
          new PrintWriter(out, true),
          new PrintWriter(new StringWriter(), true),
          words);
      assertThat(out.toString().contains("\033")).isEqualTo(escapes);
      assertThat(out.toString()).doesNotContain("\\u001b");
    }
  }

  @Test
  void help_and_usage_errors_are_plain_on_every_terminal() {
    // Picocli would take a terminal for one that shows its styles.
    System.setProperty("picocli.ansi", "true");
    try {
      for (String[] words : List.of(new String[] {"score", "--help"}, new String[] {"score"})) {
        StringWriter out = new StringWriter();
        Main.execute(
            terminal(Map.of("TERM", "xterm"), words),
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            words);
        assertThat(out.toString())
            .contains("--answers")
            .doesNotContain("\033")
            .doesNotContain("\\u001b");
      }
    } finally {
      System.clearProperty("picocli.ansi");
    }
  }

  @Test
  void progress_on_a_terminal_without_commands_is_plain_lines() throws Exception {
    Map<String, String> dumb =
        Map.of("TERM", "dumb", "CLAIMBENCH_CACHE", dir.resolve("cache").toString());
    Path run = new SmallWorld(dir, 6, dumb).run("old", s -> 8);
    String[] words = {
      "run",
      "--model",
      "replay/" + run,
      "--task",
      "verify",
      "--all",
      "--seeds",
      dir.resolve("seeds").toString(),
      "--gold",
      dir.resolve("eval").toString(),
      "--out",
      dir.resolve("again").toString()
    };
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    int code =
        Main.execute(
            terminal(dumb, words), new PrintWriter(out, true), new PrintWriter(err, true), words);
    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("60/60").doesNotContain("\033").doesNotContain("\r");
    assertThat(out.toString()).doesNotContain("\033");
  }
}
