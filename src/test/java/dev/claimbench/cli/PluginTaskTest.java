package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task of another jar, {@link dev.claimbench.plugin.MineTask}. */
class PluginTaskTest {
  @TempDir private Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void prompts() {
    fixture = new CommandLineFixture(dir);
    fixture.file(
        "prompts/mine.md",
        "---\n"
            + "version: 1\n"
            + "task: mine\n"
            + "max_tokens: 20\n"
            + "---\n"
            + "# user\n"
            + "{{article}}\n\n"
            + "How many claims?");
    fixture.file("prompts/mine.schema.json", "{\"type\": \"object\", \"required\": [\"claims\"]}");
  }

  private CommandLineFixture.Done run(String... more) {
    List<String> words = new ArrayList<>(List.of("--model", "mine/yes", "--out"));
    words.add(fixture.path("runs/a").toString());
    words.addAll(List.of(more));
    return fixture.ask("run", words.toArray(String[]::new));
  }

  @Test
  void it_is_asked_by_its_name_kept_and_scored() {
    String prompts = fixture.path("prompts").toString();
    CommandLineFixture.Done done = run("--task", "mine", "--prompts", prompts);
    assertThat(done.err()).doesNotContain("claimbench:");
    assertThat(done.code()).isEqualTo(ExitCode.OK);
    assertThat(fixture.text("runs/a/replies.jsonl").lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"task\":\"mine\""));
    // From the journal alone.
    CommandLineFixture.Done scored = fixture.line("score", fixture.path("runs/a").toString());
    assertThat(scored.code()).isEqualTo(ExitCode.OK);
    assertThat(fixture.text("runs/a/scores.json").replaceAll("\\s", ""))
        .contains("\"outcomes\":{\"mine\":{\"parsed\":2,");
  }

  @Test
  void nobody_is_asked_it_who_does_not_name_it() {
    CommandLineFixture.Done done = run("--prompts", Path.of("prompts").toAbsolutePath().toString());
    assertThat(done.code()).isEqualTo(ExitCode.OK);
    assertThat(fixture.text("runs/a/replies.jsonl"))
        .contains("\"task\":\"extract\"", "\"task\":\"verify\"")
        .doesNotContain("\"task\":\"mine\"");
  }
}
