package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two articles asked of a server, and asked again. */
class CacheCommandTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;
  private SlowServer server;

  @BeforeEach
  void start() throws IOException {
    fixture = new CommandLineFixture(dir);
    server = new SlowServer(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandLineFixture.Done run(String name, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--model", server.model(), "--task", "extract", "--out", fixture.path(name) + ""));
    words.addAll(List.of(more));
    CommandLineFixture.Done done = fixture.ask("run", words.toArray(String[]::new));
    assertThat(done.code()).as(done.err()).isZero();
    return done;
  }

  @Test
  void a_second_run_is_served_from_the_cache_and_says_so() {
    assertThat(run("first").out()).doesNotContain("cache");
    assertThat(server.asked()).isEqualTo(2);
    CommandLineFixture.Done second = run("second");
    assertThat(server.asked()).isEqualTo(2);
    assertThat(second.out())
        .contains(
            "Answers ", "0 of 2 could be read", "2 of 2 from the cache (--no-cache asks again)");
    assertThat(fixture.text("second/replies.jsonl")).contains("\"run\":\"" + fixture.path("first"));
    assertThat(fixture.text("second/timings.json")).contains("\"cached\" : 2");
    assertThat(fixture.text("second/scores.json")).isEqualTo(fixture.text("first/scores.json"));
  }

  @Test
  void no_cache_asks_everything() {
    run("first");
    run("second", "--no-cache");
    assertThat(server.asked()).isEqualTo(4);
  }

  @Test
  void other_weights_under_the_same_tag_are_asked() {
    run("first");
    server.pullAgain("def");
    run("second");
    assertThat(server.asked()).isEqualTo(4);
  }

  @Test
  void stats_and_prune() {
    run("first");
    assertThat(fixture.line("cache", "stats").out())
        .containsPattern("       2 answers +0\\.0 MB  not used since .*  ollama/slow@.* abc\\n")
        .endsWith("  in " + fixture.path("cache") + "\n");
    assertThat(fixture.line("cache", "prune", "--days", "0").out())
        .startsWith("deleted: 2 answers, ");
    run("second");
    assertThat(server.asked()).isEqualTo(4);
    assertThat(fixture.line("cache", "prune", "--days", "-1").code()).isEqualTo(2);
    assertThat(fixture.line("cache").err()).contains("cache: expected prune or stats after it");
  }
}
