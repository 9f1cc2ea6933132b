package dev.claimbench.compare;

import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model against itself: the repeats of a run, each as the baseline of each later one. Whatever
 * a gate rejects here it rejects wrongly. Pairs share repeats, so that their rate varies more than
 * that of as many independent swaps.
 *
 * @param accepted and {@code rejected} and {@code unsure}: how many pairs the deciding figures of
 *     the policy let pass, reject, cannot tell
 * @param flipped by task, which share of the items is right in one repeat and wrong in the other,
 *     on average over the pairs
 */
public record SelfComparison(
    int repeats, int accepted, int rejected, int unsure, Map<String, Double> flipped) {

  /**
   * Compares each with each.
   *
   * @param repeats of one run, 2 or more
   */
  public static SelfComparison compute(List<Scores> repeats, Policy policy, long seed) {
    if (repeats.size() < 2) {
      throw new UserError(
          repeats.get(0).name()
              + ": asked once; repeats are made with `claimbench run --repeat K`");
    }
    Policy margins = policy.margins();
    Comparer comparer = new Comparer(margins, seed);
    Gate gate = new Gate(margins, Map.of());
    List<Decision> decisions = new ArrayList<>();
    Map<String, Double> flipped = new TreeMap<>();
    for (int i = 0; i < repeats.size(); i++) {
      for (int j = i + 1; j < repeats.size(); j++) {
        Comparison pair = comparer.compare(repeats.get(i), repeats.get(j));
        decisions.add(gate.decide(pair, Timing.UNKNOWN));
        for (String task : pair.baseline().outcomes().keySet()) {
          long flips = pair.flips().list().stream().filter(f -> task(f).equals(task)).count();
          int items = Math.max(1, pair.baseline().ids(task).size());
          flipped.merge(task, flips / (double) items, Double::sum);
        }
      }
    }
    flipped.replaceAll((task, sum) -> sum / decisions.size());
    return new SelfComparison(
        repeats.size(),
        (int) decisions.stream().filter(Decision.Accept.class::isInstance).count(),
        (int) decisions.stream().filter(Decision.Reject.class::isInstance).count(),
        (int) decisions.stream().filter(Decision.CannotTell.class::isInstance).count(),
        flipped);
  }

  private static String task(Flip flip) {
    return flip.candidate().task();
  }

  public int pairs() {
    return accepted + rejected + unsure;
  }

  /** Lines for the reader. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        Text.format(
            "%d repeats against each other, %d pairs: %d rejected (%.1f%%), %d accepted, %d cannot"
                + " tell%n",
            repeats, pairs(), rejected, 100.0 * rejected / pairs(), accepted, unsure));
    flipped.forEach(
        (task, share) ->
            text.append(Text.format("%s: %.1f%% flip between two repeats%n", task, 100 * share)));
    return text.toString();
  }
}
