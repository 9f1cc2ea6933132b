package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.run.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from the command line, on answers that were recorded. */
class RunCommandTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new CommandLineFixture(dir);
  }

  private String out(String name) {
    return fixture.path(name).toString();
  }

  private Manifest manifest(String run) {
    return Manifest.read(fixture.path(run));
  }

  @Test
  void a_run_prints_the_scorecard_and_writes_the_run_folder() {
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", fixture.recorded("recorded"), "--out", out("run"));
    assertThat(done.code()).isZero();
    // Three of four verdicts are right; both claims are found.
    assertThat(done.out())
        .contains("answers/answers: 2 articles, 4 verdicts")
        .containsPattern("Claims F1 +1\\.000 ")
        .containsPattern("Verdicts right +75% of 4")
        .containsPattern("All figures +claimbench score " + fixture.path("run") + " --details")
        .containsPattern("Page +" + fixture.path("run").resolve("report.html"));
    assertThat(fixture.path("run"))
        .isDirectoryContaining("glob:**/manifest.json")
        .isDirectoryContaining("glob:**/replies.jsonl")
        .isDirectoryContaining("glob:**/scores.json")
        .isDirectoryContaining("glob:**/timings.json")
        .isDirectoryContaining("glob:**/report.md");
  }

  @Test
  void a_run_that_is_complete_is_not_asked_again() {
    String model = fixture.recorded("recorded");
    fixture.ask("run", "--model", model, "--out", out("run"));
    String journal = fixture.text("run/replies.jsonl");
    CommandLineFixture.Done again = fixture.ask("run", "--model", model, "--out", out("run"));
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("6 of 6 answers are there already; going on");
    assertThat(fixture.text("run/replies.jsonl")).isEqualTo(journal);
  }

  @Test
  void scores_are_the_same_bytes_each_time_whatever_the_seed() {
    fixture.ask(
        "run", "--model", fixture.recorded("recorded"), "--out", out("run"), "--seed", "11");
    String scores = fixture.text("run/scores.json");
    assertThat(fixture.line("score", out("run")).code()).isZero();
    assertThat(fixture.text("run/scores.json")).isEqualTo(scores);
    assertThat(fixture.line("score", out("run")).code()).isZero();
    assertThat(fixture.text("run/scores.json")).isEqualTo(scores).doesNotContain(dir.toString());
  }

  /** Says REFUTED to whoever shows it the article, else NOT_ENOUGH_INFO. */
  private static SlowServer guesser() throws java.io.IOException {
    return new SlowServer(
        0,
        request ->
            "{\\\"evidence\\\":\\\"\\\",\\\"verdict\\\":\\\"%s\\\"}"
                .formatted(
                    request.contains("40 boats") || request.contains("ferry is free")
                        ? "REFUTED"
                        : "NOT_ENOUGH_INFO"));
  }

  private CommandLineFixture.Done withoutArticle(String model, String run) {
    return fixture.ask(
        "run", "--model", model, "--task", "verify", "--without-article", "--out", out(run));
  }

  @Test
  void the_model_without_the_article_stands_beside_the_constant() throws Exception {
    try (SlowServer server = guesser()) {
      CommandLineFixture.Done done = withoutArticle(server.model(), "run");
      assertThat(done.err()).contains("once more, without the article:");
      assertThat(done.code()).isZero();
      // One of four is REFUTED; two are NOT_ENOUGH_INFO.
      assertThat(done.out())
          .containsPattern("Verdicts right +25% of 4")
          .contains("no better than the same model without the article (50%)");
      Manifest inside = manifest("run/without-article");
      assertThat(inside.prompts()).containsOnlyKeys("verify");
      assertThat(inside.prompts().get("verify").user())
          .contains("Claim: {{claim}}")
          .doesNotContain("{{article}}", "{{title}}", "{{published}}");
      assertThat(inside.verdicts()).isEqualTo(manifest("run").verdicts());
    }
    // The journal of both is enough to have it all again, and to play it again.
    String scores = fixture.text("run/scores.json");
    assertThat(fixture.line("score", out("run")).out())
        .contains("the same model without the article (50%)");
    assertThat(fixture.text("run/scores.json")).isEqualTo(scores);
    assertThat(withoutArticle("replay/" + out("run"), "again").out())
        .contains("the same model without the article (50%)");
  }

  @Test
  void another_models_guesses_are_no_baseline() throws Exception {
    try (SlowServer server = guesser()) {
      withoutArticle(server.model(), "run");
    }
    fixture.recorded("theirs");
    Files.move(fixture.path("run/without-article"), fixture.path("theirs/without-article"));
    CommandLineFixture.Done done = fixture.line("score", out("theirs"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err())
        .contains("without-article: not of the same model and verdicts as the run around it");
  }

  @Test
  void without_article_is_about_verdicts() {
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", "gguf/x", "--task", "extract", "--without-article");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("--without-article: it asks for verdicts");
  }

  @Test
  void limit_takes_the_first_articles_and_their_verdicts() {
    fixture.ask(
        "run", "--model", fixture.recorded("recorded"), "--out", out("run"), "--limit", "1");
    assertThat(manifest("run").articles()).containsOnlyKeys("bridge");
    assertThat(manifest("run").verdicts()).containsExactly("river/v01@bridge", "river/v02@bridge");
  }

  @Test
  void a_task_alone_asks_nothing_else() {
    CommandLineFixture.Done done =
        fixture.ask(
            "run",
            "--model",
            fixture.recorded("recorded"),
            "--out",
            out("run"),
            "--task",
            "verify");
    assertThat(done.code()).isZero();
    assertThat(done.out()).contains("Verdicts").doesNotContain("Claims");
    assertThat(fixture.text("run/replies.jsonl").lines()).hasSize(4);
  }

  @Test
  void fewer_verdicts_are_a_fixed_choice_and_the_scorecard_says_so() {
    String model = fixture.recorded("recorded");
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", model, "--out", out("run"), "--verdicts", "2");
    assertThat(done.out()).contains("2 articles, 2 of 4 verdicts");
    fixture.ask("run", "--model", model, "--out", out("again"), "--verdicts", "2");
    assertThat(manifest("again").verdicts()).isEqualTo(manifest("run").verdicts()).hasSize(2);
    CommandLineFixture.Done all =
        fixture.ask("run", "--model", model, "--out", out("all"), "--verdicts", "2", "--all");
    assertThat(all.out()).contains("2 articles, 4 verdicts");
  }

  @Test
  void own_prompts_are_what_the_model_sees() throws java.io.IOException {
    for (String name :
        List.of("verify.md", "verify.schema.json", "extract.md", "extract.schema.json")) {
      fixture.file(
          "mine/" + name,
          Files.readString(Path.of("prompts", name)).replace("You judge", "Please judge"));
    }
    // Another prompt is another question: what was recorded does not answer it.
    CommandLineFixture.Done done =
        fixture.ask(
            "run",
            "--model",
            fixture.recorded("recorded"),
            "--out",
            out("run"),
            "--prompts",
            out("mine"));
    assertThat(done.code()).isEqualTo(6);
    assertThat(manifest("run").prompts().get("verify").system()).startsWith("Please judge");
    assertThat(done.err()).contains("no recorded answer to verify river/v01@bridge");
    assertThat(done.out()).contains("incomplete. Failed calls are no answers");
  }

  @Test
  void articles_without_gold_get_what_needs_none() {
    fixture.file("mine/note.txt", "The harbour froze in January.");
    fixture.file(
        "own.jsonl",
        "{\"task\":\"extract\",\"item\":\"note\",\"answer\":{\"claims\":[{\"quote\":\"The harbour"
            + " froze\",\"claim\":\"The harbour"
            + " froze.\",\"speaker\":\"\",\"kind\":\"event\",\"value\":null,\"unit\":\"\",\"bound\":\"none\",\"date\":\"\",\"hedge\":\"none\"}]}}");
    fixture.line(
        "score", "--answers", out("own.jsonl"), "--seeds", out("mine"), "--out", out("rec"));
    CommandLineFixture.Done done =
        fixture.line(
            "run", "--model", "replay/" + out("rec"), "--seeds", out("mine"), "--out", out("run"));
    assertThat(done.code()).isZero();
    assertThat(done.err())
        .contains("no labels of these articles in ")
        .contains("figures that need labels are left out");
    assertThat(done.out())
        .contains(": 1 article\n")
        .containsPattern("Quotes copied +100%")
        .containsPattern("Claims F1 +not scored: no gold");
  }

  @Test
  void two_models_stand_side_by_side() {
    String good = fixture.recorded("good");
    fixture.file("answers.jsonl", CommandLineFixture.answers("").replace("REFUTED", "SUPPORTED"));
    String worse = fixture.recorded("worse");
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", good, "--model", worse, "--out", out("both"));
    assertThat(done.code()).isZero();
    // Three of four right, then two of four.
    assertThat(done.out())
        .containsPattern("answers +100% .* 75%\\n")
        .containsPattern("answers +100% .* 50%\\n")
        .containsPattern("Next +claimbench compare .*good .*worse\\n");
  }

  @Test
  void the_second_model_is_missed_before_the_first_is_asked() {
    CommandLineFixture.Done done =
        fixture.ask(
            "run",
            "--model",
            fixture.recorded("good"),
            "--model",
            "replay/" + out("nowhere"),
            "--out",
            out("both"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).hasSize(1).first().asString().contains("nowhere: not a run");
    assertThat(fixture.path("both")).doesNotExist();
  }

  @Test
  void what_is_incomplete_says_how_to_go_on_and_goes_on() {
    fixture.file("answers.jsonl", CommandLineFixture.answers("v02@ferry"));
    fixture.ask("score", "--answers", out("answers.jsonl"), "--out", out("part"));
    fixture.variables.put("CLAIMBENCH_COMMAND", "./claimbench");
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", "replay/" + out("part"), "--out", out("run dir"));
    assertThat(done.code()).isEqualTo(6);
    assertThat(done.err())
        .contains(
            "incomplete: 5 of 6 answered; resume with: ./claimbench run --seeds "
                + fixture.path("seeds"))
        .contains("--out '" + out("run dir") + "'");
  }

  @Test
  void colours_are_for_terminals_only_and_never_against_NO_COLOR() {
    String model = fixture.recorded("recorded");
    assertThat(fixture.ask("run", "--model", model, "--out", out("a")).out())
        .doesNotContain("\033[");
    assertThat(fixture.onTerminal().ask("run", "--model", model, "--out", out("b")).out())
        .contains("\033[1m");
    fixture.variables.put("NO_COLOR", "1");
    assertThat(fixture.ask("run", "--model", model, "--out", out("c")).out())
        .doesNotContain("\033[");
  }

  @Test
  void progress_is_plain_lines_where_there_is_no_terminal() {
    String model = fixture.recorded("recorded");
    CommandLineFixture.Done plain = fixture.ask("run", "--model", model, "--out", out("a"));
    assertThat(plain.err()).contains("6/6").doesNotContain("\r").doesNotContain("\033");
    CommandLineFixture.Done terminal =
        fixture.onTerminal().ask("run", "--model", model, "--out", out("b"));
    assertThat(terminal.err()).contains("\r\033[K").contains("1/6");
  }

  @Test
  void another_run_is_not_mixed_into_a_folder() {
    String model = fixture.recorded("recorded");
    fixture.ask("run", "--model", model, "--out", out("run"));
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", model, "--out", out("run"), "--limit", "1");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .hasSize(1)
        .first()
        .asString()
        .contains("holds another run; different: articles");
  }
}
