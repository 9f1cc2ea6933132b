package dev.claimbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How far two annotators agree beyond chance: 1 always, 0 as by chance; NaN where undefined. */
public final class Kappa {
  private Kappa() {}

  /**
   * Cohen's kappa of two lists of labels. Source: Cohen (1960), <i>A coefficient of agreement for
   * nominal scales</i>, Educ. Psychol. Meas. 20.
   *
   * @param first and {@code second}: labels of the same items in the same order
   */
  public static <T> double cohen(List<T> first, List<T> second) {
    PairedSamples.check(first.size(), second.size());
    Set<T> seen = new LinkedHashSet<>(first);
    seen.addAll(second);
    List<T> labels = new ArrayList<>(seen);
    int k = labels.size();
    double[] counts = new double[k * k];
    for (int i = 0; i < first.size(); i++) {
      counts[labels.indexOf(first.get(i)) * k + labels.indexOf(second.get(i))]++;
    }
    return Confusion.of(k, counts).kappa();
  }
}
