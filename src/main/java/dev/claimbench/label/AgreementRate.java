package dev.claimbench.label;

import dev.claimbench.stats.Kappa;
import dev.claimbench.text.Text;
import java.util.List;
import java.util.function.Predicate;

/**
 * How often two labellings of the same items are the same.
 *
 * @param items how many
 * @param same how many got the same label twice
 * @param kappa Cohen's, in [-1, 1]; NaN where all items got one label
 */
record AgreementRate(int items, int same, double kappa) {

  /** Two lists over the same items in the same order. */
  static <T> AgreementRate compute(List<T> first, List<T> second) {
    int same = 0;
    for (int i = 0; i < first.size(); i++) {
      same += first.get(i).equals(second.get(i)) ? 1 : 0;
    }
    return new AgreementRate(
        first.size(), same, first.isEmpty() ? Double.NaN : Kappa.cohen(first, second));
  }

  /** One label against all others. */
  static <T> AgreementRate compute(List<T> first, List<T> second, Predicate<T> label) {
    return compute(
        first.stream().map(label::test).toList(), second.stream().map(label::test).toList());
  }

  double share() {
    return items == 0 ? Double.NaN : (double) same / items;
  }

  /** Three decimals, or a dash where there is none. */
  static String text(double x) {
    return Double.isNaN(x) ? "–" : Text.format("%.3f", x);
  }
}
