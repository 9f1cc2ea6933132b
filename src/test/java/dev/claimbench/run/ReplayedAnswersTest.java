package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.ModelException;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are there already: from an earlier run, or from another system. */
class ReplayedAnswersTest {
  private static final List<Call> CALLS = Given.calls(3);

  @TempDir private Path folder;

  private void record(StandInModel model, int calls) throws Exception {
    Given.plan(calls)
        .manifest(StandInModel.INFO, "0.1.0", java.util.Map.of(), "2026")
        .write(folder);
    try (RunStore store = RunStore.open(folder)) {
      new Runner(
              model,
              store,
              Given.nobody(),
              Given.CLOCK,
              new Retries(1, Duration.ofMillis(1), 7),
              AdaptiveConcurrency.fixed(1))
          .run(Given.calls(calls));
    }
  }

  @Test
  void a_replay_says_what_was_said_under_the_same_name() throws Exception {
    record(new StandInModel((prompt, time) -> StandInModel.says(prompt.item())), 2);
    try (ReplayModel replay = new ReplayModel(folder)) {
      assertThat(replay.info()).isEqualTo(StandInModel.INFO);
      assertThat(replay.ask(CALLS.get(1).prompt(), CALLS.get(1).sampling()))
          .isEqualTo(StandInModel.says("a1"));
      assertThatThrownBy(() -> replay.ask(CALLS.get(2).prompt(), CALLS.get(2).sampling()))
          .isInstanceOf(ModelException.class)
          .hasMessage(
              folder
                  + ": no recorded answer to extract a2;"
                  + " the article, the claim or the prompt has changed since");
    }
  }

  @Test
  void a_recorded_failure_fails_again() throws Exception {
    record(
        new StandInModel(
            (prompt, time) -> {
              throw new ModelException(ModelException.Cause.BAD_REQUEST, "no");
            }),
        1);
    try (ReplayModel replay = new ReplayModel(folder)) {
      assertThatThrownBy(() -> replay.ask(CALLS.get(0).prompt(), CALLS.get(0).sampling()))
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.BAD_REQUEST))
          .hasMessage("no");
    }
  }

  @Test
  void a_replay_needs_a_run() {
    assertThatThrownBy(() -> new ReplayModel(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder + ": not a run; ");
  }

  @Test
  void another_systems_answers_are_objects_or_raw_text() throws Exception {
    try (AnswersModel model =
        answers(
            """
            {"task":"extract","item":"a0","answer":{"claims":[]}}

            {"task":"extract","item":"a1","answer":"I cannot."}
            """)) {
      assertThat(model.info().spec()).isEqualTo("answers/other");
      assertThat(model.ask(CALLS.get(0).prompt(), CALLS.get(0).sampling()).text())
          .isEqualTo("{\"claims\":[]}");
      assertThat(model.ask(CALLS.get(1).prompt(), CALLS.get(1).sampling()).text())
          .isEqualTo("I cannot.");
      assertThatThrownBy(() -> model.ask(CALLS.get(2).prompt(), CALLS.get(2).sampling()))
          .isInstanceOf(ModelException.class)
          .hasMessage(folder.resolve("answers.jsonl") + ": no answer to extract a2");
    }
  }

  @Test
  void a_mistake_in_the_answers_has_its_line() {
    refuses("", ": no answers in it");
    refuses(
        "{\"task\":\"extract\",\"item\":\"a0\"}\n",
        ":1: expected the fields task, item and answer,"
            + " got {\"task\":\"extract\",\"item\":\"a0\"}");
    String one = "{\"task\":\"extract\",\"item\":\"a0\",\"answer\":\"\"}\n";
    refuses(one + "\n" + one, ":3: a second answer to extract a0");
    refuses("[]\n", ":1: expected a JSON object on a line of its own, got []");
    assertThatThrownBy(() -> answers(one + "{"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("answers.jsonl") + ":2: not JSON: ");
    assertThatThrownBy(() -> new AnswersModel(folder.resolve("none"), "x"))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("none") + ": no such file");
  }

  private AnswersModel answers(String text) throws java.io.IOException {
    return new AnswersModel(Files.writeString(folder.resolve("answers.jsonl"), text), "other");
  }

  private void refuses(String text, String message) {
    assertThatThrownBy(() -> answers(text))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("answers.jsonl") + message);
  }

  @Test
  void each_repeat_has_its_own_seed_and_key_and_the_first_those_of_a_run_without_repeats() {
    List<Call> calls = new java.util.ArrayList<>();
    Given.plan(2).repeated(2).calls(StandInModel.INFO).forEach(calls::add);
    assertThat(calls).extracting(c -> c.prompt().item()).containsExactly("a0", "a0", "a1", "a1");
    assertThat(calls).extracting(c -> c.sampling().seed()).containsExactly(0, 1, 0, 1);
    assertThat(calls).extracting(Call::key).doesNotHaveDuplicates();
    assertThat(calls).filteredOn(c -> c.repeat() == 1).isEqualTo(Given.calls(2));
  }

  @Test
  void a_repeat_that_was_not_recorded_is_not_made_up() throws Exception {
    record(StandInModel.saying("{}"), 1);
    try (ReplayModel replay = new ReplayModel(folder)) {
      assertThatThrownBy(() -> replay.ask(CALLS.get(0).prompt(), CALLS.get(0).sampling(), 2))
          .hasMessage(
              folder + ": no recorded answer to extract a0, repeat 2; it was not asked so often");
    }
  }
}
