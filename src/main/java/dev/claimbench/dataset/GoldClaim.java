package dev.claimbench.dataset;

/**
 * A claim that annotators found in an article.
 *
 * @param weight {@link Weight#MAY} claims are neither demanded nor held against a model
 */
public record GoldClaim(Claim claim, Weight weight) {
  public boolean required() {
    return weight == Weight.MUST;
  }
}
