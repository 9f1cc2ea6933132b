package dev.claimbench.judge;

import java.util.Objects;
import java.util.Optional;

/**
 * A judge's answer to one question in one order.
 *
 * @param swapped whether the second text was shown first
 * @param texts {@link JudgeQuestion#hash()}
 * @param said empty where the answer is not valid
 * @param invalid why it is not valid
 * @param <A> what a valid answer says
 */
public record JudgeAnswer<A>(
    String story,
    String id,
    boolean swapped,
    String texts,
    Optional<A> said,
    Optional<String> invalid) {
  public JudgeAnswer {
    Objects.requireNonNull(story);
    Objects.requireNonNull(id);
    Objects.requireNonNull(texts);
    if (said.isPresent() == invalid.isPresent()) {
      throw new IllegalArgumentException(
          "expected what was said or why it is invalid: " + story + "/" + id);
    }
  }

  /** Whether it is about this question as it now is, in this order. */
  boolean answers(JudgeQuestion question, boolean inOtherOrder) {
    return swapped == inOtherOrder
        && id.equals(question.id())
        && story.equals(question.story())
        && texts.equals(question.hash());
  }
}
