package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.run.Manifest;
import dev.claimbench.text.FolderLock;
import dev.claimbench.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreCommandTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new CommandLineFixture(dir);
  }

  private String at(String name) {
    return fixture.path(name).toString();
  }

  private CommandLineFixture.Done scoreAnswers() {
    return fixture.ask(
        "score", "--answers", at("answers.jsonl"), "--out", at("theirs"), "--details");
  }

  @Test
  void answers_of_another_system_are_scored_on_every_verdict() {
    CommandLineFixture.Done done = scoreAnswers();
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .contains("2 articles, 4 verdicts")
        .containsPattern("  accuracy +0\\.750");
    String scores = fixture.text("theirs/scores.json");
    assertThat(fixture.line("score", at("theirs")).code()).isZero();
    assertThat(fixture.text("theirs/scores.json")).isEqualTo(scores);
  }

  @Test
  void a_missing_answer_makes_the_run_incomplete_and_is_no_wrong_answer() {
    fixture.file("answers.jsonl", CommandLineFixture.answers("v02@ferry"));
    CommandLineFixture.Done done = scoreAnswers();
    assertThat(done.code()).isEqualTo(6);
    assertThat(done.err()).contains("no answer to verify river/v02@ferry");
    assertThat(done.out())
        .contains("incomplete. Failed calls are no answers")
        .containsPattern("  accuracy +– ");
    assertThat(fixture.text("theirs/scores.json")).contains("\"complete\" : false");
    // The missing one added, the same folder would hold answers of two files: another one is asked
    // for.
    fixture.file("answers.jsonl", CommandLineFixture.answers(""));
    assertThat(scoreAnswers().err()).contains("holds another run").contains("use another --out");
  }

  @Test
  void raw_text_is_read_as_a_models_is() {
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("v01@bridge")
            + "{\"task\":\"verify\",\"item\":\"river/v01@bridge\",\"answer\":\"```json\\n"
            + "{\\\"evidence\\\":\\\"\\\",\\\"verdict\\\":\\\"SUPPORTED\\\"}\\n"
            + "```\"}\n");
    CommandLineFixture.Done done = scoreAnswers();
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .contains("1 in a fence or after <think>")
        .containsPattern("  accuracy +0\\.750");
  }

  @Test
  void recorded_probabilities_are_scored_and_make_a_reliability_diagram() throws Exception {
    // Three right, one (the ferry's second) wrong at 0.6.
    String sure = "\"labels\":{\"%s\":1.0},\"answer\"";
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("")
            .replaceAll(
                "\"answer\":(?=.*\"verdict\":\"(REFUTED|NOT_))", sure.formatted("REFUTED") + ":")
            .replaceAll(
                "\"labels\":\\{\"REFUTED\":1.0}(?=.*\"NOT_ENOUGH_INFO\")",
                "\"labels\":{\"NOT_ENOUGH_INFO\":1.0}")
            .replaceAll(
                "\"answer\":(?=.*\"verdict\":\"SUPPORTED\")",
                "\"labels\":{\"SUPPORTED\":0.6,\"REFUTED\":0.2,\"NOT_ENOUGH_INFO\":0.2},\"answer\":"));
    CommandLineFixture.Done done = scoreAnswers();
    assertThat(done.err()).doesNotContain("claimbench:");
    // Right at 0.6: 0.16 + 0.04 + 0.04; wrong at 0.6: 0.36 + 0.04 + 0.64; two certain and right.
    assertThat(done.out())
        .containsPattern("  Brier score, less is better +0\\.320 ")
        // Two at 0.6, of which one is right, and two at 1: 2/4 of 0.1.
        .containsPattern("  calibration error \\(ECE\\) +0\\.050 ")
        .containsPattern("  risk, the surest first \\(AURC\\) +0\\.\\d{3} ");
    JsonNode scores = Json.MAPPER.readTree(fixture.text("theirs/scores.json"));
    assertThat(scores.get("reliability")).hasSize(10);
    JsonNode bar = scores.get("reliability").get(5);
    assertThat(bar.toString())
        .isEqualTo("{\"low\":0.5,\"high\":0.6,\"n\":2,\"probability\":0.6,\"right\":0.5}");
    assertThat(scores.get("reliability").get(0).toString())
        .isEqualTo("{\"low\":0.0,\"high\":0.1,\"n\":0}");
    // All of it comes from the journal again.
    String before = fixture.text("theirs/scores.json");
    fixture.line("score", at("theirs"));
    assertThat(fixture.text("theirs/scores.json")).isEqualTo(before);
  }

  @Test
  void damaged_lines_of_a_journal_are_named_and_their_answers_missing() throws Exception {
    fixture.file("answers.jsonl", CommandLineFixture.answers(""));
    scoreAnswers();
    String journal = fixture.text("theirs/replies.jsonl");
    fixture.file(
        "theirs/replies.jsonl",
        journal.replaceFirst("\"crc\":\"[0-9a-f]{8}", "\"crc\":\"00000000"));
    CommandLineFixture.Done done = fixture.ask("score", at("theirs"));
    assertThat(done.code()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(done.errLines())
        .contains(
            at("theirs/replies.jsonl")
                + ":1: the checksum does not fit; left out, will be asked again");
  }

  @Test
  void where_nothing_is_told_there_is_no_diagram() {
    CommandLineFixture.Done done = scoreAnswers();
    assertThat(done.out()).doesNotContain("Brier");
    assertThat(fixture.text("theirs/scores.json"))
        .doesNotContain("reliability")
        .contains("the runtime tells no probabilities");
  }

  /** A test story beside the dev story of the fixture; the same words mean the same in both. */
  private void layTestStory() {
    fixture.file("seeds/lake/pier.md", "---\nstory: lake\n---\nThe bridge shut on Monday.");
    fixture.file(
        "eval/stories.yaml",
        "version: 1\ngold_version: \"1.0\"\nstories:\n  - {id: river, split: dev, topic: local}\n"
            + "  - {id: lake, split: test, topic: local}\n");
    fixture.file(
        "eval/verify/lake.yaml",
        """
        version: 1
        story: lake
        claims:
          - id: v01
            text: "The bridge shut on a Tuesday."
            family: f1
            change: null
            twin: null
            verdicts:
              pier: {label: REFUTED, evidence: ["The bridge shut on Monday"], why: "Monday"}
        """);
    fixture.file(
        "lake.jsonl",
        "{\"task\":\"verify\",\"item\":\"lake/v01@pier\",\"answer\":{\"evidence\":\"\",\"verdict\":\"REFUTED\"}}\n");
  }

  @Test
  void what_sees_the_claim_only_learns_from_dev_stories_where_test_stories_are_scored()
      throws Exception {
    layTestStory();
    CommandLineFixture.Done done =
        fixture.line(
            "score",
            "--answers",
            at("lake.jsonl"),
            "--seeds",
            at("seeds/lake"),
            "--gold",
            at("eval"),
            "--task",
            "verify",
            "--out",
            at("lake"),
            "--details");
    assertThat(done.err()).doesNotContain("claimbench:");
    assertThat(done.out()).contains("(claim alone: learned from 4 verdicts of 1 dev stories)");
    JsonNode learned = Json.MAPPER.readTree(fixture.text("lake/scores.json")).get("claimOnly");
    assertThat(learned.get("learnedFrom").asText()).isEqualTo("dev");
    assertThat(learned.get("articles").toString()).isEqualTo("[\"bridge\",\"ferry\"]");
    assertThat(learned.get("goldHash").asText()).hasSize(64);
  }

  @Test
  void where_only_dev_stories_are_scored_it_learns_from_the_other_families() {
    layTestStory();
    assertThat(
            fixture
                .line(
                    "score",
                    "--answers",
                    at("answers.jsonl"),
                    "--seeds",
                    at("seeds/river"),
                    "--gold",
                    at("eval"),
                    "--out",
                    at("theirs"),
                    "--details")
                .out())
        .contains("(claim alone: learned from the other families of these claims)");
    assertThat(fixture.text("theirs/scores.json")).contains("\"learnedFrom\" : \"other families\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"task":"verify"                                     | :7: not JSON:
          {"task":"verify","answer":{}}                        | :7: expected the fields task, item and answer, got
          {"task":"extract","item":"bridge","answer":"again"}  | :7: a second answer to extract bridge
          {"task":"verify","item":"r/v9@b","answer":"","labels":{"REFUTED":0.4}} | :7: labels: expected probabilities of labels that add up to 1, got {REFUTED=0.4}
          """)
  void a_broken_line_is_named(String line, String message) {
    fixture.file("answers.jsonl", CommandLineFixture.answers("") + line + "\n");
    CommandLineFixture.Done done = scoreAnswers();
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("claimbench: " + at("answers.jsonl") + message);
  }

  @Test
  void a_run_whose_article_has_changed_cannot_be_scored() {
    scoreAnswers();
    fixture.file(
        "seeds/river/bridge.md", "---\nstory: river\n---\n" + CommandLineFixture.BRIDGE + " More.");
    CommandLineFixture.Done done = fixture.line("score", at("theirs"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("seeds")
                + ": article 'bridge' has changed since the run; its answers cannot be scored");
  }

  @Test
  void changed_gold_is_taken_only_when_it_is_named() {
    scoreAnswers();
    fixture.file(
        "eval/gold/ferry.yaml", fixture.text("eval/gold/ferry.yaml").replace("must", "may"));
    CommandLineFixture.Done done = fixture.line("score", at("theirs"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("the gold has changed since the run; give --gold");
    assertThat(fixture.line("score", at("theirs"), "--gold", at("eval")).code()).isZero();
  }

  @Test
  void what_is_no_run_is_named() {
    CommandLineFixture.Done done = fixture.line("score", at("seeds"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("seeds")
                + ": not a run; expected a folder with manifest.json, as `run` writes");
  }

  /** On the project's own articles: the stories of each suite are those of eval/stories.yaml. */
  @ParameterizedTest
  @CsvSource({
    "dev, open-models-digest, kessel-trial-clinic",
    "test, kessel-trial-clinic, open-models-digest"
  })
  void a_suite_has_the_articles_of_its_stories_only(String suite, String in, String out) {
    assertThat(suite(suite)).contains(in).doesNotContain(out);
  }

  @Test
  void the_suite_all_is_both() {
    assertThat(suite("all")).containsAll(suite("dev")).containsAll(suite("test"));
  }

  @Test
  void an_unknown_suite_names_those_that_there_are() {
    CommandLineFixture.Done done = fixture.line("run", "--suite", "train");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly("claimbench: --suite: expected dev, test, all or real-news, got 'train'");
  }

  private Set<String> suite(String suite) {
    CommandLineFixture.Done done =
        fixture.line(
            "score",
            "--answers",
            at("answers.jsonl"),
            "--suite",
            suite,
            "--task",
            "extract",
            "--out",
            at(suite));
    assertThat(done.code()).isEqualTo(6);
    return Manifest.read(fixture.path(suite)).articles().keySet();
  }

  @Test
  void two_scorings_of_one_run_do_not_write_over_each_other() throws Exception {
    assertThat(scoreAnswers().code()).isZero();
    Path scores = fixture.path("theirs/scores.json");
    Files.delete(scores);
    CompletableFuture<Integer> other = new CompletableFuture<>();
    FolderLock.during(
        fixture.path("theirs"),
        Manifest.FILE,
        () -> {
          other.completeAsync(() -> fixture.line("score", at("theirs")).code());
          Thread.sleep(1_500);
          assertThat(scores).doesNotExist();
          return true;
        });
    assertThat(other.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(scores).exists();
  }
}
