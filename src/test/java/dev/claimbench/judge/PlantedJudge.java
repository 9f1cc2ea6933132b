package dev.claimbench.judge;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A judge that answers as it is told to, by the prompt's item. */
record PlantedJudge(Function<String, String> says, AtomicInteger asked) implements Model {
  PlantedJudge(Function<String, String> says) {
    this(says, new AtomicInteger());
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo("test/judge", "test", "judge", "sha256:aa", "", 0, Map.of());
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    asked.incrementAndGet();
    String answer = says.apply(prompt.item());
    if (answer.isEmpty()) {
      throw new ModelException(ModelException.Cause.CONNECTION, "gone");
    }
    return Reply.of(answer);
  }

  @Override
  public void close() {}
}
