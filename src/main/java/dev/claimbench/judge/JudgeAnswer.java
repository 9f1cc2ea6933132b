package dev.claimbench.judge;

import dev.claimbench.dataset.PairLabel;
import java.util.Objects;
import java.util.Optional;

/**
 * What a judge said of one pair in one order.
 *
 * @param swapped whether the second text was shown first
 * @param texts SHA-256 of both texts, so that a pair that was changed is asked again
 * @param said empty where the answer is not valid
 * @param invalid why it is not valid
 */
public record JudgeAnswer(
    String story,
    String id,
    boolean swapped,
    String texts,
    Optional<PairLabel> said,
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

  /** Whether it is about this pair as it now is, in this order. */
  boolean answers(TextPair pair, boolean inOtherOrder) {
    return swapped == inOtherOrder
        && id.equals(pair.id())
        && story.equals(pair.story())
        && texts.equals(pair.hash());
  }
}
