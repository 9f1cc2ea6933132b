package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of every gold claim and of every prediction.
 *
 * @param gold in the order of the gold file
 * @param predicted in the model's order
 */
public record Alignment(List<Gold> gold, List<Predicted> predicted) {

  /** What became of a prediction. */
  public enum MatchOutcome {
    /** Paired and agrees with a gold claim that must be found: a true positive. */
    FOUND,
    /** Paired and agrees with an optional gold claim: leaves precision's denominator. */
    OPTIONAL,
    /** Paired, but says something else: a false positive. */
    CONTRARY,
    /** Paired with nothing: a false positive. */
    MADE_UP,
    /** Says word for word what an earlier prediction says: a false positive. */
    DUPLICATE,
    /** Quoted from text that is not part of the article: a false positive. */
    BOILERPLATE;

    /** As {@code fate} in files, where the older word stays. */
    public String fate() {
      return this == BOILERPLATE ? "FURNITURE" : name();
    }
  }

  /**
   * A gold claim.
   *
   * @param pair empty where it was missed
   * @param covered it is found in the predictions taken together ({@link Containment}), and one
   *     that is at least τ alike agrees
   */
  public record Gold(GoldClaim claim, Optional<Pair> pair, boolean covered) {
    /** Paired and agreeing: a true positive. */
    public boolean found() {
      return pair.isPresent() && pair.get().match().agrees();
    }
  }

  /**
   * A prediction.
   *
   * @param pair with the gold claim it was assigned to
   * @param focused it is found in the gold claims taken together, and one that is at least τ alike
   *     agrees
   */
  public record Predicted(
      Claim claim, MatchOutcome outcome, Optional<Pair> pair, boolean focused) {}

  public Alignment {
    gold = List.copyOf(gold);
    predicted = List.copyOf(predicted);
  }

  /** In the order of the gold file. */
  public List<Pair> pairs() {
    return gold.stream().flatMap(g -> g.pair().stream()).toList();
  }

  /** Gold claims that must be found and have no pair. */
  public List<GoldClaim> missed() {
    List<GoldClaim> missed = new ArrayList<>();
    for (Gold g : gold) {
      if (g.pair().isEmpty() && g.claim().required()) {
        missed.add(g.claim());
      }
    }
    return missed;
  }

  public long count(MatchOutcome outcome) {
    return predicted.stream().filter(p -> p.outcome() == outcome).count();
  }
}
