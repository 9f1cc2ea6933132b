package example;

import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.Task;
import java.util.List;

/**
 * {@code --task headline}: a headline for each article. Its prompt is {@code
 * headline-prompts/headline.md}.
 */
public final class Headline implements Task<String> {
  @Override
  public PromptKind prompt() {
    return new PromptKind("headline", List.of(PromptKind.ARTICLE));
  }

  /** What is valid is the schema's business; this takes the text out. */
  @Override
  public AnswerReader<String> reader() {
    return new AnswerReader<>(answer -> answer.path("headline").asText());
  }
}
