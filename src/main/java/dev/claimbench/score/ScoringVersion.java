package dev.claimbench.score;

/**
 * The version of everything that turns answers into figures: pairing, grounding, reading of numbers
 * and dates. Figures of different versions are not compared.
 *
 * <p>1 paired by n-grams of characters and wrote no version; 2 pairs by word vectors, asks whether
 * claims are found in the others taken together, and compares names.
 */
public final class ScoringVersion {
  public static final int CURRENT = 2;

  /** Its name in {@code scores.json} and in baselines. */
  public static final String FIELD = "scoring";

  /** Of files without {@link #FIELD}. */
  public static final int FIRST = 1;

  private ScoringVersion() {}
}
