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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is installed or trained, on the project's own stories. */
class TrainCommandTest {
  @TempDir private Path dir;
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int ask(String... words) {
    Environment environment =
        new Environment(
            Clock.systemUTC(),
            Path.of(""),
            Map.of("CLAIMBENCH_MODELS", dir.resolve("models").toString()),
            false,
            false,
            List.of(words));
    return Main.execute(environment, new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private void refused(String message, String... more) {
    refused(List.of("verify", "--model", "smollm2-135m"), message, more);
  }

  private void refused(List<String> command, String message, String... more) {
    String[] words =
        Stream.of(List.of("train"), command, List.of("--out", dir + "/out"), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new);
    err.getBuffer().setLength(0);
    assertThat(ask(words)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains(message);
    assertThat(dir.resolve("out")).doesNotExist();
  }

  private String rows(String name, String... lines) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  @Test
  void a_test_story_is_not_held_out_and_an_unknown_one_is_named() {
    refused("is of the test story 'vell-batteries'", "--held-out", "vell-batteries");
    refused("--held-out: no story 'nowhere'", "--held-out", "nowhere");
  }

  @Test
  void a_story_to_train_on_is_of_development_and_not_held_out() {
    refused("is of the test story 'vell-batteries'", "--story", "vell-batteries");
    refused("--story: no story 'nowhere'", "--story", "nowhere");
    refused(
        "--story: 'app-outage' is held out, too",
        "--story",
        "app-outage",
        "--held-out",
        "app-outage");
    refused("no rows to train on: no --rows, and no verdicts of any story", "--story", "none");
  }

  @Test
  void rows_with_words_of_a_test_story_are_refused_with_the_words() throws IOException {
    String text = Files.readString(Path.of("seeds/vell-batteries/vell-batteries-journal.md"));
    String part = text.substring(text.length() - 400).replaceAll("[\\s\"\\\\]+", " ").strip();
    String row =
        "{\"id\":\"x\",\"group\":\"g\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},"
            + "{\"role\":\"assistant\",\"content\":\"{}\"}]}";
    refused(
        "mine.jsonl:2: has words of a test story (article vell-batteries",
        "--rows",
        rows("mine.jsonl", row.formatted("Nothing of it."), row.formatted(part)));
  }

  @Test
  void rows_of_another_form_are_refused_with_their_line() throws IOException {
    refused("a.jsonl:1: expected JSON, got", "--rows", rows("a.jsonl", "no JSON"));
    refused(
        "b.jsonl:1: expected {\"id\", \"group\", \"messages\"", "--rows", rows("b.jsonl", "{}"));
    refused("none.jsonl: no such file", "--rows", dir.resolve("none.jsonl").toString());
    // As Notepad saves it: the mark is no part of the JSON.
    refused("c.jsonl:1: expected {\"id\"", "--rows", rows("c.jsonl", "\uFEFF{}"));
  }

  @Test
  void a_verifier_takes_pairs_and_refuses_those_of_test_stories() throws IOException {
    Path base = Files.createDirectories(dir.resolve("base"));
    List<String> verifier = List.of("verifier", "--base", base.toString());
    refused(verifier, "--base: expected a folder in Hugging Face's format");
    Files.writeString(base.resolve("config.json"), "{}");
    refused(
        verifier,
        "a.jsonl:1: expected {\"id\", \"group\", \"article\", \"claim\", \"verdict\": SUPPORTED|",
        "--rows",
        rows("a.jsonl", "{\"id\":\"x\",\"group\":\"g\",\"messages\":[]}"));
    String text = Files.readString(Path.of("seeds/vell-batteries/vell-batteries-journal.md"));
    String part = text.substring(text.length() - 400).replaceAll("[\\s\"\\\\]+", " ").strip();
    refused(
        verifier,
        "b.jsonl:1: has words of a test story (article vell-batteries",
        "--rows",
        rows(
            "b.jsonl",
            "{\"id\":\"x\",\"group\":\"g\",\"article\":\"%s\",\"claim\":\"c\",\"verdict\":\"REFUTED\"}"
                .formatted(part)));
    refused(verifier, "expected 0 or more for --epochs", "--bias", "NaN");
  }

  @Test
  void made_stories_for_a_verifier_are_pairs() {
    assertThat(ask("train", "stories", "--count", "2", "--for", "verifier")).isZero();
    assertThat(out.toString().lines())
        .allMatch(line -> line.startsWith("{\"id\":\"made/v") && line.contains("\"evidence\":["));
  }

  @Test
  void settings_that_train_nothing_are_refused() {
    refused("expected 1 or more for --epochs, --batch and --rank", "--epochs", "0");
    refused("expected 1 or more for --epochs, --batch and --rank", "--rate", "NaN");
  }

  @Test
  void made_stories_are_as_many_as_asked_for() {
    assertThat(ask("train", "stories", "--count", "3")).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThan(20);
    assertThat(out.toString()).contains("\"group\":\"made-2\"").doesNotContain("made-3");
    assertThat(ask("train", "stories", "--count", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--count: expected 1 or more, got 0");
  }
}
