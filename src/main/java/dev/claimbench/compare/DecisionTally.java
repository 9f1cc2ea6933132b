package dev.claimbench.compare;

import dev.claimbench.text.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * How simulated swaps were decided.
 *
 * @param accepted how many
 * @param rejected how many
 * @param all how many in all; what is left could not be told
 */
record DecisionTally(int accepted, int rejected, int all) {
  static final DecisionTally NONE = new DecisionTally(0, 0, 0);

  /**
   * What a gate says of the deciding figures alone.
   *
   * @param missing rules of figures that could not be computed
   */
  static Decision decide(List<Difference> differences, Rule... missing) {
    return Decision.from(
        Stream.concat(differences.stream().map(Gate::margin), Stream.of(missing)).toList(),
        false,
        Policy.Unsure.STOP);
  }

  DecisionTally with(Decision decision) {
    return new DecisionTally(
        accepted + (decision instanceof Decision.Accept ? 1 : 0),
        rejected + (decision instanceof Decision.Reject ? 1 : 0),
        all + 1);
  }

  /** Share of all, 0 to 1; so are the others. */
  double accept() {
    return accepted / (double) all;
  }

  double reject() {
    return rejected / (double) all;
  }

  double cannotTell() {
    return (all - accepted - rejected) / (double) all;
  }

  @Override
  public String toString() {
    return Text.format(
        "reject %.1f%%, accept %.1f%%, cannot tell %.1f%%",
        100 * reject(), 100 * accept(), 100 * cannotTell());
  }
}
