package dev.claimbench.score;

import dev.claimbench.task.Answer;
import java.util.List;

/**
 * How the calls of one task ended.
 *
 * @param wrapped how many of the parsed had something around the JSON that was taken off
 */
public record Outcomes(
    int parsed, int invalid, int truncated, int refused, int failed, int wrapped) {

  static Outcomes count(List<? extends Answer<?>> answers) {
    return new Outcomes(
        count(answers, Answer.Parsed.class),
        count(answers, Answer.Invalid.class),
        count(answers, Answer.Truncated.class),
        count(answers, Answer.Refused.class),
        count(answers, Answer.Failed.class),
        (int) answers.stream().filter(Outcomes::isWrapped).count());
  }

  private static int count(List<? extends Answer<?>> answers, Class<?> outcome) {
    return (int) answers.stream().filter(outcome::isInstance).count();
  }

  private static boolean isWrapped(Answer<?> answer) {
    return answer instanceof Answer.Parsed<?> parsed && !parsed.wrapping().isEmpty();
  }

  public int calls() {
    return parsed + invalid + truncated + refused + failed;
  }
}
