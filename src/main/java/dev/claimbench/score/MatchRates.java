package dev.claimbench.score;

import dev.claimbench.align.Masking;
import dev.claimbench.align.Match;
import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.PairLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often an alignment comes out right on pairs that say the same and on contrary ones: from
 * their texts alone, whichever of the two is gold.
 *
 * @param name what was changed; of pairs that say the same, that they do
 * @param pairs how many
 * @param paired of them at least τ alike
 * @param matched of all, those that {@link Match} gets right both ways round: the same agree, the
 *     contrary do not
 * @param both paired and matched
 */
public record MatchRates(String name, int pairs, int paired, int matched, int both) {
  private static final int STEPS = 100;

  /** A row for each change, then all contrary pairs, then those that say the same. */
  public static List<MatchRates> compute(Similarity similarity, double tau, List<ClaimPair> pairs) {
    Map<String, List<ClaimPair>> contrary = new TreeMap<>();
    List<ClaimPair> all = new ArrayList<>();
    List<ClaimPair> same = new ArrayList<>();
    for (ClaimPair pair : pairs) {
      if (pair.label() == PairLabel.SAME) {
        same.add(pair);
      } else if (pair.label() == PairLabel.CONTRARY) {
        all.add(pair);
        contrary
            .computeIfAbsent(
                pair.change().orElseThrow().name().toLowerCase(java.util.Locale.ROOT),
                k -> new ArrayList<>())
            .add(pair);
      }
    }
    List<MatchRates> rows = new ArrayList<>();
    contrary.forEach((change, list) -> rows.add(row(change, similarity, tau, list)));
    rows.add(row("contrary", similarity, tau, all));
    rows.add(row("same", similarity, tau, same));
    return rows;
  }

  /**
   * The greatest τ of two digits at which the share of the pairs that say the same is paired.
   *
   * @param share in (0, 1]
   */
  public static double tauThatPairs(double share, Similarity similarity, List<ClaimPair> pairs) {
    List<ClaimPair> same = pairs.stream().filter(p -> p.label() == PairLabel.SAME).toList();
    for (int step = STEPS; step > 0; step--) {
      double tau = step / (double) STEPS;
      if (row("same", similarity, tau, same).paired() >= share * same.size()) {
        return tau;
      }
    }
    return 0;
  }

  private static MatchRates row(
      String name, Similarity similarity, double tau, List<ClaimPair> pairs) {
    int paired = 0;
    int matched = 0;
    int both = 0;
    for (ClaimPair pair : pairs) {
      boolean alike = similarity.of(Masking.mask(pair.a()), Masking.mask(pair.b())) >= tau;
      boolean right = matches(pair);
      paired += alike ? 1 : 0;
      matched += right ? 1 : 0;
      both += alike && right ? 1 : 0;
    }
    return new MatchRates(name, pairs.size(), paired, matched, both);
  }

  /** Whether {@link Match} comes out as the label says, both ways round. */
  static boolean matches(ClaimPair pair) {
    Claim a = claim(pair.a());
    Claim b = claim(pair.b());
    boolean same = pair.label() == PairLabel.SAME;
    return Match.compare(a, b, Optional.empty()).agrees() == same
        && Match.compare(b, a, Optional.empty()).agrees() == same;
  }

  private static Claim claim(String text) {
    return new Claim(
        "text",
        text,
        List.of(),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }
}
