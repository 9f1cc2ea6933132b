package dev.claimbench.score;

import dev.claimbench.task.Answer;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the calls of one task ended.
 *
 * @param wrapped how many of the parsed had something around the JSON that was taken off
 */
public record Outcomes(
    int parsed, int invalid, int truncated, int refused, int failed, int wrapped) {

  private static final List<Class<?>> ENDS =
      List.of(
          Answer.Parsed.class,
          Answer.Invalid.class,
          Answer.Truncated.class,
          Answer.Refused.class,
          Answer.Failed.class);

  static Outcomes count(Stream<? extends Answer<?>> answers) {
    int[] counts = new int[ENDS.size() + 1];
    answers.forEach(
        answer -> {
          counts[ENDS.indexOf(answer.getClass())]++;
          counts[ENDS.size()] += isWrapped(answer) ? 1 : 0;
        });
    return new Outcomes(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
  }

  private static boolean isWrapped(Answer<?> answer) {
    return answer instanceof Answer.Parsed<?> parsed && !parsed.wrapping().isEmpty();
  }

  Outcomes plus(Outcomes other) {
    return new Outcomes(
        parsed + other.parsed,
        invalid + other.invalid,
        truncated + other.truncated,
        refused + other.refused,
        failed + other.failed,
        wrapped + other.wrapped);
  }

  public int calls() {
    return parsed + invalid + truncated + refused + failed;
  }
}
