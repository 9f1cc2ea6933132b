package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --repeat}, and what is seen of it afterwards. */
class RepeatTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void two_repeats_of_which_the_second_is_worse() {
    fixture = new CommandLineFixture(dir);
    fixture.recorded("first");
    // The second time the bridge's verdict is wrong.
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("")
            .replaceFirst("\"verdict\":\"REFUTED\"", "\"verdict\":\"SUPPORTED\""));
    fixture.recorded("second");
    String twice =
        fixture
            .text("second/replies.jsonl")
            .lines()
            .map(RepeatTest::second)
            .reduce("", (all, line) -> all + line + "\n");
    fixture.file("first/replies.jsonl", fixture.text("first/replies.jsonl") + twice);
  }

  /** The journal's line of the same call, asked for the second time. */
  private static String second(String line) {
    String body =
        line.substring(0, line.indexOf(",\"crc\""))
            .replace("\"repeat\":1", "\"repeat\":2")
            .replaceFirst("\"key\":\"....", "\"key\":\"0000");
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return "%s,\"crc\":\"%08x\"}".formatted(body, crc.getValue());
  }

  private CommandLineFixture.Done run(String name, String... more) {
    return fixture.ask(
        "run",
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "--model", "replay/" + fixture.path("first"), "--out", out(name)),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new));
  }

  private String out(String name) {
    return fixture.path(name).toString();
  }

  @Test
  void everything_is_asked_so_often_and_the_scorecard_says_so() {
    CommandLineFixture.Done done = run("twice", "--repeat", "2", "--details");
    assertThat(done.err()).doesNotContain("claimbench:");
    assertThat(done.code()).isZero();
    // 3 of 4 the first time, 2 of 4 the second.
    assertThat(done.out())
        .contains(", asked 2 times")
        .containsPattern("  accuracy +0\\.625 .* 4\\n");
    assertThat(fixture.text("twice/replies.jsonl").lines()).hasSize(12);
    assertThat(fixture.text("twice/scores.json")).contains("\"times\" : 2", "\"changing\" : 1");
  }

  @Test
  void a_page_shows_each_repeat_with_its_own_reply() throws Exception {
    run("twice", "--repeat", "2");
    // The bridge was said to be REFUTED the first time and SUPPORTED the second.
    Matcher data =
        Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(fixture.text("twice/report.html"));
    assertThat(data.find()).isTrue();
    List<String> predicted = new ArrayList<>();
    for (JsonNode verdict : Json.MAPPER.readTree(data.group(1)).path("verdicts")) {
      if (verdict.path("id").asText().equals("river/v02@bridge")) {
        predicted.add(verdict.path("predicted").asText());
        assertThat(verdict.path("reply").asText())
            .contains("\"" + verdict.path("predicted").asText() + "\"");
      }
    }
    assertThat(predicted).containsExactly("REFUTED", "SUPPORTED");
  }

  @Test
  void one_repeat_is_a_run_of_its_own() {
    run("twice", "--repeat", "2");
    CommandLineFixture.Done done =
        fixture.line("compare", out("twice") + "@1", out("twice") + "@2");
    assertThat(done.err()).isEmpty();
    assertThat(done.out()).containsPattern("verify.accuracy +0\\.750 +0\\.500 +-0\\.250");
    assertThat(fixture.line("compare", out("twice") + "@1", out("twice") + "@3").err())
        .isEqualTo("claimbench: " + out("twice") + ": has 2 repeats, there is no 3\n");
  }

  @Test
  void compare_splits_the_variance() {
    run("twice", "--repeat", "2");
    run("once");
    CommandLineFixture.Done done = fixture.line("compare", out("once"), out("twice"));
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .contains("2 repeats of answers/answers")
        .contains("  1 of 4 verdicts are not always the same")
        .containsPattern("repeats +- → 2");
  }

  @Test
  void a_run_against_itself() {
    run("twice", "--repeat", "2");
    CommandLineFixture.Done done = fixture.line("compare", "--self", out("twice"));
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .startsWith(
            "2 repeats against each other, 1 pairs: 0 rejected (0.0%), 0 accepted, 1 cannot")
        .contains("verify: 25.0% flip between two repeats");
    assertThat(fixture.line("compare", out("twice")).err())
        .isEqualTo("claimbench: compare: expected two or more runs, or one with --self, got 1\n");
  }

  @Test
  void another_number_of_repeats_is_another_run() {
    run("twice", "--repeat", "2");
    CommandLineFixture.Done done = run("twice");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("holds another run; different: repeats (2 → 1)");
  }
}
