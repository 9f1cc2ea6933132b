package dev.claimbench.plugin;

import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.Task;
import java.util.List;

/** {@code --task mine}: article → how many claims it has; a task from outside. */
public final class MineTask implements Task<Integer> {
  @Override
  public PromptKind prompt() {
    return new PromptKind("mine", List.of(PromptKind.ARTICLE));
  }

  @Override
  public AnswerReader<Integer> reader() {
    return new AnswerReader<>(tree -> tree.path("claims").size());
  }
}
