package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.dataset.Weight;
import dev.claimbench.stats.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairScoresTest {
  private static final double EXACTLY = 1e-12;

  /** As alike as the second text says: "upper" is 0.7 like anything. */
  private static final Similarity SAID = new Fixed(Map.of());

  private record Fixed(Map<String, Double> values) implements Similarity {
    @Override
    public String name() {
      return "said";
    }

    @Override
    public double of(String a, String b) {
      return values.getOrDefault(a + "/" + b, values.getOrDefault(b + "/" + a, LETTERS.get(b)));
    }
  }

  private static final Map<String, Double> LETTERS =
      Map.of("high", 0.9, "upper", 0.7, "middle", 0.5, "lower", 0.3, "x", 0.0);

  private static ClaimPair pair(PairLabel label, String b) {
    return new ClaimPair(
        b.equals("high") ? "one" : "two",
        label + b,
        "x",
        b,
        label,
        label == PairLabel.CONTRARY ? Optional.of(Change.DATE) : Optional.empty());
  }

  private static final List<ClaimPair> PAIRS =
      List.of(
          pair(PairLabel.SAME, "high"),
          pair(PairLabel.CONTRARY, "upper"),
          pair(PairLabel.OVERLAPPING, "lower"),
          pair(PairLabel.DIFFERENT, "middle"),
          pair(PairLabel.DIFFERENT, "lower"));

  private final PairScores scores = PairScores.compute(SAID, PAIRS);

  @Test
  void auc_counts_who_is_more_alike_with_ties_as_half() {
    // 0.9 and 0.7 beat both others; 0.3 loses to 0.5 and ties with 0.3: 4.5 of 6.
    assertThat(scores.auroc()).isCloseTo(4.5 / 6, within(EXACTLY));
  }

  @Test
  void at_tau_both_errors_are_shares_of_their_own_kind() {
    // At 0.5: 0.9, 0.7 in, 0.3 missed; of the different ones 0.5 is in.
    assertThat(scores.missed(0.5)).isCloseTo(1 / 3.0, within(EXACTLY));
    assertThat(scores.wronglyPaired(0.5)).isCloseTo(1 / 2.0, within(EXACTLY));
    assertThat(scores.accuracy(0.5)).isCloseTo(3 / 5.0, within(EXACTLY));
    assertThat(scores.balancedAccuracy(0.5)).isCloseTo((2 / 3.0 + 1 / 2.0) / 2, within(EXACTLY));
  }

  @Test
  void a_similarity_is_no_better_than_itself() {
    Bootstrap bootstrap = new Bootstrap(50, 1);
    assertThat(scores.aurocOver(scores, bootstrap).orElseThrow().contains(0)).isTrue();
    assertThat(scores.aurocOver(scores, bootstrap).orElseThrow().width()).isZero();
  }

  @Test
  void there_must_be_something_to_tell_apart() {
    assertThatThrownBy(() -> PairScores.compute(SAID, PAIRS.subList(0, 3)))
        .hasMessage("needs pairs to be told apart, got 3 pairable of 3");
  }

  private static GoldClaim gold(String text) {
    return new GoldClaim(
        new Claim(
            text,
            text,
            List.of(),
            Optional.empty(),
            Kind.EVENT,
            Optional.empty(),
            Optional.empty(),
            Hedge.NONE),
        Weight.MUST);
  }

  @Test
  void alone_in_its_article_a_claim_meets_its_own_and_then_the_next_best() {
    // "upper" is 0.7 like its own gold "x" and 0.6 like the other gold "y".
    Similarity similarity = new Fixed(Map.of("upper/x", 0.7, "upper/y", 0.6));
    PairingAccuracy place =
        PairingAccuracy.compute(
            similarity,
            List.of(
                new ClaimPair("s", "p", "x", "upper", PairLabel.SAME, Optional.empty()),
                new ClaimPair("s", "q", "x", "lower", PairLabel.DIFFERENT, Optional.empty())),
            List.of(new GoldArticle("a", List.of(gold("x"), gold("y")), List.of())));
    assertThat(place.count()).isEqualTo(1);
    assertThat(place.paired(0.5)).isEqualTo(1);
    assertThat(place.leftAlone(0.5)).isZero();
    assertThat(place.paired(0.65)).isEqualTo(1);
    assertThat(place.leftAlone(0.65)).isEqualTo(1);
    assertThat(place.paired(0.75)).isZero();
    // Above 0.60 and up to 0.70 both come out right; the smallest of two digits is 0.61.
    assertThat(place.bestTau()).isEqualTo(0.61);
  }

  @Test
  void match_is_right_only_both_ways_round() {
    List<ClaimPair> pairs = new ArrayList<>();
    pairs.add(contrary("40 boats passed the bridge.", "60 boats passed the bridge."));
    // Nothing in these texts can conflict.
    pairs.add(contrary("The bridge shut.", "The gate opened."));
    pairs.add(
        new ClaimPair(
            "s",
            "c",
            "At least 40 boats passed the bridge.",
            "40 boats or more passed the bridge.",
            PairLabel.SAME,
            Optional.empty()));
    Similarity always = new dev.claimbench.align.TokenF1();
    assertThat(MatchRates.compute(always, 0, pairs))
        .first()
        .isEqualTo(new MatchRates("number", 2, 2, 1, 1));
    assertThat(MatchRates.compute(always, 0, pairs).get(1).name()).isEqualTo("contrary");
    assertThat(MatchRates.compute(always, 0, pairs).get(2).pairs()).isEqualTo(1);
    assertThat(MatchRates.compute(always, 1, pairs).get(0).both()).isLessThanOrEqualTo(1);
  }

  private static ClaimPair contrary(String a, String b) {
    return new ClaimPair("s", a, a, b, PairLabel.CONTRARY, Optional.of(Change.NUMBER));
  }
}
