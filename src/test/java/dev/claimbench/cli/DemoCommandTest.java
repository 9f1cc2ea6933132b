package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees before any model is there. */
class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void two_recorded_models_are_compared_and_decided_and_the_page_is_named() throws Exception {
    Path page = folder.resolve("pages").resolve("demo.html");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new Environment(
                Clock.systemUTC(), Path.of(""), Map.of("NO_COLOR", "1"), false, false, List.of()),
            new PrintWriter(out),
            new PrintWriter(err),
            "demo",
            "--out",
            page.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("11 stories, ")
        .contains("\nin use     gguf/smollm2-135m\ncandidate  gguf/qwen2.5-coder-0.5b\n")
        .contains("verify.accuracy")
        .containsPattern("(?m)^(accept|reject|cannot tell): gguf/qwen2.5-coder-0.5b")
        .contains("\nPage         " + page + "\n")
        .containsPattern(
            "All figures  claimbench compare \\S+smollm2-135m \\S+qwen2.5-coder-0.5b\n")
        // All fits on a screen.
        .satisfies(text -> assertThat(text.lines().count()).isLessThan(16))
        .contains("claimbench swap ollama/A ollama/B");
    assertThat(Files.readString(page)).contains("smollm2-135m").contains("</html>");
  }
}
