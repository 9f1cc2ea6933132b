package dev.claimbench.judge;

import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.text.Sha256;
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
public record ExamAnswer(
    String story,
    String id,
    boolean swapped,
    String texts,
    Optional<PairLabel> said,
    Optional<String> invalid) {
  public ExamAnswer {
    Objects.requireNonNull(story);
    Objects.requireNonNull(id);
    Objects.requireNonNull(texts);
    if (said.isPresent() == invalid.isPresent()) {
      throw new IllegalArgumentException(
          "expected what was said or why it is invalid: " + story + "/" + id);
    }
  }

  static String texts(ClaimPair pair) {
    return Sha256.sha256(pair.a() + "\0" + pair.b());
  }

  /** Whether it is about this pair as it now is, in this order. */
  boolean answers(ClaimPair pair, boolean inOtherOrder) {
    return swapped == inOtherOrder
        && id.equals(pair.id())
        && story.equals(pair.story())
        && texts.equals(texts(pair));
  }
}
