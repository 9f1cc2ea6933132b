package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;

/**
 * A gold claim and the prediction assigned to it.
 *
 * @param similarity of the masked texts, τ to 1
 */
public record Pair(GoldClaim gold, Claim predicted, double similarity, Match match) {
  public Pair {
    if (!(similarity >= 0 && similarity <= 1)) {
      throw new IllegalArgumentException("a similarity lies in 0 to 1, got " + similarity);
    }
  }
}
