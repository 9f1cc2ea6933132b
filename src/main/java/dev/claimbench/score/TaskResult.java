package dev.claimbench.score;

import dev.claimbench.dataset.Article;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Task;
import java.util.Optional;

/**
 * What came of one call of a task that is neither extraction nor verification: those two have gold,
 * and results of their own.
 *
 * @param item what it was about, as in the prompt
 * @param repeat 1 or more
 */
public record TaskResult(Task<?> task, Article article, String item, int repeat, Answer<?> answer) {

  /** What a valid answer holds; empty for any other. */
  public <A> Optional<A> value(Class<A> type) {
    return answer instanceof Answer.Parsed<?> parsed
        ? Optional.of(type.cast(parsed.value()))
        : Optional.empty();
  }
}
