package dev.claimbench.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * An error rate that is split over several looks at growing data: {@code alpha t²} is spent by the
 * time that the share t of the data is there. Each look tests at what is spent since the look
 * before. These levels add up to alpha, so that an error at any look at all is no likelier than
 * alpha (Bonferroni), whatever is tested and however the looks depend on one another. Boundaries
 * that make use of that dependence would be a little wider, and need statistics that are jointly
 * normal; a sign-flip test over few stories is not.
 *
 * <p>Sources: Lan and DeMets (1983), <i>Discrete sequential boundaries for clinical trials</i>,
 * Biometrika 70; the square: Kim and DeMets (1987), <i>Design and analysis of group sequential
 * tests based on the type I error spending rate function</i>, Biometrika 74 (ρ = 2). Of the powers
 * 1 to 3 and O'Brien-Fleming's function it asks least for the same power; docs/GATE.md has the
 * measured rates.
 *
 * @param alpha error rate over all looks, in (0, 1)
 */
public record AlphaSpending(double alpha) {
  public AlphaSpending {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be between 0 and 1, got " + alpha);
    }
  }

  /**
   * The level of each look: {@code levels(List.of(5, 10))} at 0.05 are 0.0125 and 0.0375.
   *
   * @param sizes how much data each look has, 1 or more and growing; the last one has all of it
   */
  public List<Double> levels(List<Integer> sizes) {
    List<Double> levels = new ArrayList<>();
    double all = sizes.get(sizes.size() - 1);
    int before = 0;
    double spent = 0;
    for (int size : sizes) {
      if (size <= before) {
        throw new IllegalArgumentException("looks must grow, got " + sizes);
      }
      double now = alpha * (size / all) * (size / all);
      levels.add(now - spent);
      spent = now;
      before = size;
    }
    return levels;
  }
}
