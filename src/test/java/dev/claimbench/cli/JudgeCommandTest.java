package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeCommandTest {
  @TempDir Path dir;

  private void refuses(String expected, String... words) {
    CommandLineFixture.Done done = new CommandLineFixture(dir).line(words);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains(expected).hasLineCount(1);
  }

  @Test
  void what_cannot_be_examined_is_one_line() {
    refuses("--limit: expected 1 or more, got 0", "judge", "exam", "ollama/x", "--limit", "0");
    refuses("is a journal; expected a model that can be asked", "judge", "exam", "replay/runs/x");
    refuses("pairs: ", "judge", "exam", "ollama/x", "--gold", dir.resolve("eval").toString());
    refuses("judge.md: no such file", examined("--prompts", dir.resolve("none").toString()));
  }

  private static String[] examined(String option, String value) {
    String eval = Path.of("eval").toAbsolutePath().toString();
    return new String[] {"judge", "exam", "ollama/x", "--gold", eval, option, value};
  }
}
