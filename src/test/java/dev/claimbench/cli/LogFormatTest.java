package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progress for machines, and a line that stays for each model. */
class LogFormatTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new CommandLineFixture(dir);
  }

  private List<JsonNode> events(CommandLineFixture.Done done) throws Exception {
    List<JsonNode> events = new ArrayList<>();
    for (String line : done.errLines()) {
      events.add(Json.MAPPER.readTree(line));
    }
    return events;
  }

  @Test
  void a_line_that_only_looks_like_an_event_is_a_message() throws Exception {
    java.io.StringWriter out = new java.io.StringWriter();
    try (java.io.PrintWriter err =
        JsonLines.writer(
            new java.io.PrintWriter(out),
            java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC))) {
      // What a server says may be of several lines, and any of them may look like this.
      err.println("{\"event\":\"ended\",\"done\":99}");
      err.println("it said: x\n{\"event\":\"answered\"}");
    }
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      assertThat(Json.MAPPER.readTree(line).path("event").asText()).isEqualTo("note");
    }
    assertThat(Json.MAPPER.readTree(lines.get(0)).path("message").asText()).contains("\"done\":99");
  }

  @Test
  void every_line_is_an_object_with_event_time_and_model() throws Exception {
    CommandLineFixture.Done done =
        fixture.ask(
            "run",
            "--model",
            fixture.recorded("rec"),
            "--out",
            fixture.path("run").toString(),
            "--log-format",
            "json");
    assertThat(done.code()).isZero();
    List<JsonNode> events = events(done);
    assertThat(events)
        .allSatisfy(e -> assertThat(e.path("at").asText()).isEqualTo("2026-01-28T10:15:00Z"))
        .allSatisfy(e -> assertThat(e.path("model").asText()).startsWith("replay/"));
    assertThat(events.get(0).toString())
        .contains(
            "\"event\":\"started\"",
            "\"tasks\":[{\"task\":\"extract\",\"calls\":2,\"done\":0},{\"task\":\"verify\",\"calls\":4,\"done\":0}]");
    assertThat(events.stream().filter(e -> e.path("event").asText().equals("answered")))
        .hasSize(6)
        .allSatisfy(e -> assertThat(e.path("outcome").asText()).isEqualTo("parsed"));
    JsonNode last = events.get(events.size() - 1);
    assertThat(last.path("event").asText()).isEqualTo("ended");
    assertThat(last.path("outcomes").toString()).isEqualTo("{\"parsed\":6}");
    assertThat(last.path("done").asInt()).isEqualTo(6);
  }

  @Test
  void what_fails_and_how_to_go_on_are_events_too() throws Exception {
    fixture.file("answers.jsonl", CommandLineFixture.answers("v02@ferry"));
    fixture.ask(
        "score",
        "--answers",
        fixture.path("answers.jsonl").toString(),
        "--out",
        fixture.path("part").toString());
    CommandLineFixture.Done done =
        fixture.ask(
            "run",
            "--model",
            "replay/" + fixture.path("part"),
            "--out",
            fixture.path("run").toString(),
            "--log-format",
            "json");
    assertThat(done.code()).isEqualTo(6);
    assertThat(events(done))
        .anySatisfy(
            e ->
                assertThat(e.toString())
                    .contains("\"outcome\":\"failed\"", "\"cause\":\"NO_MODEL\""))
        .anySatisfy(
            e ->
                assertThat(e.path("message").asText())
                    .startsWith("incomplete: 5 of 6 answered; resume with: "));
  }

  @Test
  void whatever_else_is_said_is_an_object_too() throws Exception {
    String rec = fixture.recorded("rec");
    String seeds = fixture.path("seeds").toString();
    String gold = fixture.path("eval").toString();
    String gone = "ollama/m@http://127.0.0.1:1";
    String out = fixture.path("run").toString();
    for (String[] words :
        new String[][] {
          {"run", "--model", rec, "--seeds", seeds, "--gold", gold, "--out", out},
          {
            "run",
            "--model",
            rec,
            "--seeds",
            seeds,
            "--gold",
            gold,
            "--without-article",
            "--out",
            out + 3
          },
          {
            "run", "--model", rec, "--model", rec + "/", "--seeds", seeds, "--gold", gold, "--out",
            out + 4
          },
          {
            "run",
            "--model",
            rec,
            "--seeds",
            seeds,
            "--gold",
            fixture.path("none").toString(),
            "--out",
            out + 5
          },
          {"run", "--modle", rec},
          {"run", "--model", "nonsense"},
          {"run", "--model", gone, "--seeds", seeds, "--gold", gold, "--out", out + 6},
          {
            "run",
            "--model",
            "gguf/" + fixture.path("seeds/river/bridge.md"),
            "--seeds",
            seeds,
            "--out",
            out + 7
          },
          {"doctor", gone},
          {"swap", rec, rec, "--out", out + 2, "--", "--seeds", seeds, "--gold", gold},
          {"swap", gone, rec, "--out", out + 8, "--", "--seeds", seeds, "--gold", gold},
        }) {
      for (String[] json : new String[][] {{"--log-format", "json"}, {"--log-format=JSON"}}) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(json));
        CommandLineFixture.Done done = fixture.onTerminal().line(all.toArray(String[]::new));
        assertThat(done.out() + done.err()).as(String.join(" ", all)).isNotBlank();
        assertThat(events(done))
            .as(String.join(" ", all))
            .allSatisfy(e -> assertThat(e.path("event").asText()).isNotEmpty())
            .allSatisfy(e -> assertThat(e.path("at").asText()).startsWith("2026-01-28T"));
      }
    }
  }

  @Test
  void what_ends_a_command_is_an_error() throws Exception {
    CommandLineFixture.Done done =
        fixture.line("run", "--model", "nonsense", "--log-format", "json");
    assertThat(done.code()).isEqualTo(2);
    assertThat(events(done))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.path("event").asText()).isEqualTo("error");
              assertThat(e.path("message").asText()).startsWith("claimbench: ");
            });
  }

  @Test
  void several_models_leave_a_line_each_with_rate_time_and_outcomes() {
    String good = fixture.recorded("good");
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("").replace("\"verdict\":\"REFUTED\"", "\"verdict\":\"MAYBE\""));
    String worse = fixture.recorded("worse");
    CommandLineFixture.Done done =
        fixture
            .onTerminal()
            .ask(
                "run", "--model", good, "--model", worse, "--out", fixture.path("both").toString());
    String shown = done.err().replace("\r\033[K", "\n");
    assertThat(shown)
        .contains("\n" + good + "  6/6  6 parsed  in 0:00\n")
        .contains("\n" + worse + "  6/6  1 invalid, 5 parsed  in 0:00\n");
  }

  @Test
  void another_format_is_a_mistake() {
    CommandLineFixture.Done done = fixture.ask("run", "--log-format", "xml");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).singleElement().asString().contains("--log-format");
  }
}
