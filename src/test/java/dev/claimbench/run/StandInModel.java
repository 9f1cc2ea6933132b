package dev.claimbench.run;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A model that answers as a test says, and counts how often each item was asked. */
final class StandInModel implements Model {
  static final ModelInfo INFO =
      new ModelInfo(
          "openai/stand-in@http://127.0.0.1:1/v1",
          "openai",
          "stand-in",
          "sha256:0",
          "Q4",
          8192,
          Map.of());

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Answers answers;

  /** What it says the n-th time (from 1) that an item is asked. */
  interface Answers {
    Reply answer(Prompt prompt, int time) throws ModelException;
  }

  StandInModel(Answers answers) {
    this.answers = answers;
  }

  static StandInModel saying(String text) {
    return new StandInModel((prompt, time) -> says(text));
  }

  static Reply says(String text) {
    return new Reply(
        text,
        "",
        Reply.Stop.END,
        100,
        10,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofMillis(900)),
        Duration.ofSeconds(1),
        "{}");
  }

  static ModelException gone() {
    return new ModelException(ModelException.Cause.CONNECTION, "nothing answers");
  }

  Map<String, Integer> asked() {
    return asked;
  }

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return answers.answer(prompt, asked.merge(prompt.item(), 1, Integer::sum));
  }

  @Override
  public void close() {}
}
