package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adaptations and training data from the command line. */
class AdaptTest {
  @TempDir Path dir;

  @Test
  void few_shot_over_recorded_answers_has_a_name_of_its_own() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    // One dev story, the article's own: nothing is shown, so that the replay knows every prompt.
    String recorded = fixture.recorded("runs/r");
    CommandLineFixture.Done done =
        fixture.ask("run", "--model", recorded, "--adapt", "few-shot=2", "--out", dir + "/runs/x");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(fixture.text("runs/x/manifest.json"))
        .contains("\"spec\" : \"answers/answers + few-shot 2\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          self-consistency=3 | claimbench: --adapt: self-consistency needs a temperature above 0: at 0 all samples are the same
          self-consistency=1 | claimbench: --adapt: expected few-shot=N, decompose, self-consistency=K (2 or more) or verifier=MODEL, got 'self-consistency=1'
          magic              | claimbench: --adapt: expected few-shot=N, decompose, self-consistency=K (2 or more) or verifier=MODEL, got 'magic'
          """)
  void what_cannot_be_is_one_line_and_2(String how, String message) {
    CommandLineFixture.Done done =
        new CommandLineFixture(dir).ask("run", "--model", "replay/none", "--adapt", how);
    assertThat(done.errLines()).containsExactly(message);
    assertThat(done.code()).isEqualTo(2);
  }

  @Test
  void test_stories_are_neither_examples_nor_training_data() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    String recorded = fixture.recorded("runs/r");
    fixture.file(
        "eval/stories.yaml",
        "version: 1\n"
            + "gold_version: \"1.0\"\n"
            + "stories:\n"
            + "  - {id: river, split: test, topic: local}\n");
    String leak = "is of the test story 'river'; only dev stories may be used to choose";
    CommandLineFixture.Done run =
        fixture.ask("run", "--model", recorded, "--adapt", "few-shot=2", "--examples", "river");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1).allMatch(l -> l.contains(leak));
    // Nothing is left to be shown.
    CommandLineFixture.Done none = fixture.ask("run", "--model", recorded, "--adapt", "few-shot=2");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.errLines())
        .singleElement()
        .asString()
        .contains("--adapt few-shot: no examples: ", " of a development story whose articles are");
    CommandLineFixture.Done export = fixture.ask("corpus", "export", "--story", "river");
    assertThat(export.code()).isEqualTo(2);
    assertThat(export.errLines()).hasSize(1).allMatch(l -> l.contains(leak));
    assertThat(export.out()).isEmpty();
  }

  @Test
  void training_data_is_a_conversation_a_line() {
    CommandLineFixture.Done done = new CommandLineFixture(dir).ask("corpus", "export");
    assertThat(done.code()).as(done.err()).isZero();
    // Two articles and four verdicts.
    assertThat(done.out().lines()).hasSize(6).allMatch(l -> l.startsWith("{\"messages\":["));
    assertThat(done.out())
        .contains(
            "{\"role\":\"assistant\",\"content\":\"{\\\"evidence\\\":\\\"The bridge shut on"
                + " Monday\\\",\\\"verdict\\\":\\\"REFUTED\\\"}\"}");
  }
}
