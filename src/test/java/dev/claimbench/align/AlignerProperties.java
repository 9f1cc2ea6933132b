package dev.claimbench.align;

import static dev.claimbench.align.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AlignerProperties {
  private static final List<String> WORDS =
      List.of(
          "tram", "council", "opened", "closed", "library", "harbour", "mayor", "paid", "48", "61",
          "not", "Friday", "million", "crowns", "late");

  /** Sentences of few words, so that many are alike and ties abound. */
  @Provide
  Arbitrary<List<Claim>> claims() {
    return Arbitraries.of(WORDS)
        .list()
        .ofMinSize(2)
        .ofMaxSize(6)
        .map(words -> claim("It " + String.join(" ", words)))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<GoldClaim>> gold() {
    return Combinators.combine(claims(), Arbitraries.of(Weight.values()).list().ofSize(8))
        .as(
            (claims, weights) -> {
              List<GoldClaim> gold = new ArrayList<>();
              for (int i = 0; i < claims.size(); i++) {
                gold.add(new GoldClaim(claims.get(i), weights.get(i)));
              }
              return gold;
            });
  }

  private static Alignment align(List<GoldClaim> gold, List<Claim> predicted) {
    return Aligner.standard().align(gold, predicted, p -> false, Optional.empty());
  }

  private static Map<MatchOutcome, Long> counts(Alignment a) {
    Map<MatchOutcome, Long> counts = new HashMap<>();
    for (MatchOutcome outcome : MatchOutcome.values()) {
      counts.put(outcome, a.count(outcome));
    }
    return counts;
  }

  private static double precision(Alignment a) {
    return (double) a.count(MatchOutcome.FOUND)
        / (a.predicted().size() - a.count(MatchOutcome.OPTIONAL));
  }

  @Property(tries = 300)
  void the_order_of_claims_changes_nothing(
      @ForAll("gold") List<GoldClaim> gold,
      @ForAll("claims") List<Claim> predicted,
      @ForAll long seed) {
    List<GoldClaim> goldShuffled = new ArrayList<>(gold);
    List<Claim> shuffled = new ArrayList<>(predicted);
    Collections.shuffle(goldShuffled, new Random(seed));
    Collections.shuffle(shuffled, new Random(seed + 1));
    Alignment a = align(gold, predicted);
    Alignment b = align(goldShuffled, shuffled);
    assertThat(counts(b)).isEqualTo(counts(a));
    assertThat(b.pairs()).containsExactlyInAnyOrderElementsOf(a.pairs());
    assertThat(b.missed()).containsExactlyInAnyOrderElementsOf(a.missed());
  }

  @Property(tries = 300)
  void an_exact_duplicate_never_raises_anything(
      @ForAll("gold") List<GoldClaim> gold,
      @ForAll("claims") List<Claim> predicted,
      @ForAll long seed) {
    if (predicted.isEmpty()) {
      return;
    }
    List<Claim> more = new ArrayList<>(predicted);
    more.add(predicted.get(new Random(seed).nextInt(predicted.size())));
    Alignment a = align(gold, predicted);
    Alignment b = align(gold, more);
    assertThat(b.count(MatchOutcome.DUPLICATE)).isEqualTo(a.count(MatchOutcome.DUPLICATE) + 1);
    assertThat(b.pairs()).isEqualTo(a.pairs());
  }

  /**
   * Made up means: below τ against every gold claim. One that is alike enough may take a gold
   * claim, and where the prediction that had it then finds another that it agrees with, precision
   * rises, as it should: the greatest total similarity is over all predictions, not over each.
   */
  @Property(tries = 300)
  void a_made_up_claim_lowers_precision_and_changes_nothing_else(
      @ForAll("gold") List<GoldClaim> gold,
      @ForAll("claims") List<Claim> predicted,
      @ForAll @IntRange(max = 8) int place) {
    List<Claim> more = new ArrayList<>(predicted);
    more.add(Math.min(place, more.size()), claim("Zebras juggle xylophones"));
    Alignment a = align(gold, predicted);
    Alignment b = align(gold, more);
    assertThat(b.gold()).isEqualTo(a.gold());
    List<Alignment.Predicted> others = new ArrayList<>(b.predicted());
    Alignment.Predicted madeUp = others.remove(Math.min(place, predicted.size()));
    assertThat(madeUp.outcome()).isEqualTo(MatchOutcome.MADE_UP);
    assertThat(others).isEqualTo(a.predicted());
    if (a.count(MatchOutcome.FOUND) > 0) {
      assertThat(precision(b)).isLessThan(precision(a));
    } else {
      assertThat(precision(b)).isZero();
    }
  }

  @Property(tries = 300)
  void a_dropped_claim_never_gets_more_gold_paired(
      @ForAll("gold") List<GoldClaim> gold,
      @ForAll("claims") List<Claim> predicted,
      @ForAll long seed) {
    if (predicted.isEmpty()) {
      return;
    }
    List<Claim> fewer = new ArrayList<>(predicted);
    fewer.remove(new Random(seed).nextInt(fewer.size()));
    assertThat(requiredPairs(align(gold, fewer)))
        .isLessThanOrEqualTo(requiredPairs(align(gold, predicted)));
  }

  private static long requiredPairs(Alignment a) {
    return a.pairs().stream().filter(p -> p.gold().required()).count();
  }

  @Property(tries = 300)
  void a_perfect_answer_finds_everything(@ForAll("gold") List<GoldClaim> gold) {
    List<GoldClaim> distinct = new ArrayList<>();
    List<Claim> answer = new ArrayList<>();
    for (GoldClaim g : gold) {
      if (!answer.contains(g.claim())) {
        distinct.add(g);
        answer.add(g.claim());
      }
    }
    Alignment a = align(distinct, answer);
    assertThat(a.missed()).isEmpty();
    assertThat(a.count(MatchOutcome.FOUND) + a.count(MatchOutcome.OPTIONAL))
        .isEqualTo(answer.size());
  }
}
