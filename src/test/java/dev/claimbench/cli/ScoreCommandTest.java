package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.run.Manifest;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreCommandTest {
  @TempDir Path dir;
  private Desk desk;

  @BeforeEach
  void desk() {
    desk = new Desk(dir);
  }

  private String at(String name) {
    return desk.path(name).toString();
  }

  private Desk.Done scoreAnswers() {
    return desk.ask("score", "--answers", at("answers.jsonl"), "--out", at("theirs"));
  }

  @Test
  void answers_of_another_system_are_scored_on_every_verdict() {
    Desk.Done done = scoreAnswers();
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .contains("2 articles, 4 verdicts")
        .containsPattern("  accuracy +0\\.750");
    String scores = desk.text("theirs/scores.json");
    assertThat(desk.line("score", at("theirs")).code()).isZero();
    assertThat(desk.text("theirs/scores.json")).isEqualTo(scores);
  }

  @Test
  void a_missing_answer_makes_the_run_incomplete_and_is_no_wrong_answer() {
    desk.file("answers.jsonl", Desk.answers("v02@ferry"));
    Desk.Done done = scoreAnswers();
    assertThat(done.code()).isEqualTo(6);
    assertThat(done.err()).contains("no answer to verify river/v02@ferry");
    assertThat(done.out())
        .contains("incomplete. Failed calls are no answers")
        .containsPattern("  accuracy +– ");
    assertThat(desk.text("theirs/scores.json")).contains("\"complete\" : false");
    // The missing one added, the same folder would hold answers of two files: another one is asked
    // for.
    desk.file("answers.jsonl", Desk.answers(""));
    assertThat(scoreAnswers().err()).contains("holds another run").contains("use another --out");
  }

  @Test
  void raw_text_is_read_as_a_models_is() {
    desk.file(
        "answers.jsonl",
        Desk.answers("v01@bridge")
            + "{\"task\":\"verify\",\"item\":\"river/v01@bridge\",\"answer\":\"```json\\n{\\\"evidence\\\":\\\"\\\",\\\"verdict\\\":\\\"SUPPORTED\\\"}\\n```\"}\n");
    Desk.Done done = scoreAnswers();
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .contains("1 in a fence or after <think>")
        .containsPattern("  accuracy +0\\.750");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"task":"verify"                                     | :7: not JSON:
          {"task":"verify","answer":{}}                        | :7: expected the fields task, item and answer, got
          {"task":"extract","item":"bridge","answer":"again"}  | :7: a second answer to extract bridge
          """)
  void a_broken_line_is_named(String line, String message) {
    desk.file("answers.jsonl", Desk.answers("") + line + "\n");
    Desk.Done done = scoreAnswers();
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
    desk.file("seeds/river/bridge.md", "---\nstory: river\n---\n" + Desk.BRIDGE + " More.");
    Desk.Done done = desk.line("score", at("theirs"));
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
    desk.file("eval/gold/ferry.yaml", desk.text("eval/gold/ferry.yaml").replace("must", "may"));
    Desk.Done done = desk.line("score", at("theirs"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("the gold has changed since the run; give --gold");
    assertThat(desk.line("score", at("theirs"), "--gold", at("eval")).code()).isZero();
  }

  @Test
  void what_is_no_run_is_named() {
    Desk.Done done = desk.line("score", at("seeds"));
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
    Desk.Done done = desk.line("run", "--suite", "train");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly("claimbench: --suite: expected dev, test or all, got 'train'");
  }

  private Set<String> suite(String suite) {
    Desk.Done done =
        desk.line(
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
    return Manifest.read(desk.path(suite)).articles().keySet();
  }
}
