package dev.claimbench.stats;

/**
 * Is the candidate at most a margin worse, or within a margin either way? The burden of proof is on
 * the swap: little evidence never passes.
 *
 * <p>Not inferior at α is the same as {@code difference.lower(1 - α) > -margin}; equivalent at α
 * the same as {@code difference.interval(1 - 2α)} lying within ±margin. Sources: Schuirmann (1987),
 * <i>A comparison of the two one-sided tests procedure and the power approach</i>, J. Pharmacokin.
 * Biopharm. 15; Piaggio et al. (2012), <i>Reporting of noninferiority and equivalence randomized
 * trials</i>, JAMA 308.
 */
public final class NonInferiority {
  private NonInferiority() {}

  /**
   * One-sided p of "the candidate is worse by the margin or more".
   *
   * @param difference candidate - baseline of a figure of which more is better
   * @param margin 0 or more, on the figure's own scale
   */
  public static double p(Estimate difference, double margin) {
    check(margin);
    return difference.pAtMost(-margin);
  }

  /** p of "they differ by the margin or more": the greater of the two one-sided ones (TOST). */
  public static double equivalenceP(Estimate difference, double margin) {
    check(margin);
    return Math.max(difference.pAtMost(-margin), difference.pAtLeast(margin));
  }

  private static void check(double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin must be 0 or more, got " + margin);
    }
  }
}
