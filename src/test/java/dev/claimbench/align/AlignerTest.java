package dev.claimbench.align;

import static dev.claimbench.align.Claims.claim;
import static dev.claimbench.align.Claims.counted;
import static dev.claimbench.align.Claims.may;
import static dev.claimbench.align.Claims.must;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.Quantity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlignerTest {
  private static final String OPENED = "The tram line to Harrow Point opened on 12 March 2026.";
  private static final String COST = "The tram line cost 48 million crowns.";
  private static final String RAIL = "Stelvo Rail delivered the vehicles late.";

  @Test
  void claims_of_another_script_are_paired_with_the_same_words_only() {
    // Three years and five years: all but one character is the same, and no number is read in it.
    Alignment apart = align(List.of(must("这座桥关闭了三年。")), List.of(claim("这座桥关闭了五年。")));
    assertThat(apart.predicted().get(0).outcome()).isEqualTo(MatchOutcome.MADE_UP);
    Alignment mixed = align(List.of(must("这座桥关闭了三年。")), List.of(claim("三年 bridge")));
    assertThat(mixed.predicted().get(0).outcome()).isEqualTo(MatchOutcome.MADE_UP);
    Alignment same = align(List.of(must("这座桥关闭了三年。")), List.of(claim("这座桥关闭了三年")));
    assertThat(same.predicted().get(0).outcome()).isEqualTo(MatchOutcome.FOUND);
  }

  private static Alignment align(List<GoldClaim> gold, List<Claim> predicted) {
    return Aligner.standard().align(gold, predicted, p -> false, Optional.empty());
  }

  private static List<MatchOutcome> outcomes(Alignment alignment) {
    return alignment.predicted().stream().map(Alignment.Predicted::outcome).toList();
  }

  @Test
  void found_missed_and_made_up() {
    Alignment a =
        align(
            List.of(must(OPENED), must(COST), must(RAIL)),
            List.of(
                claim("The line to Harrow Point was opened on 12 March 2026."),
                claim("Penguins swim in the harbour."),
                claim("It was Stelvo Rail that delivered vehicles late.")));
    assertThat(outcomes(a))
        .containsExactly(MatchOutcome.FOUND, MatchOutcome.MADE_UP, MatchOutcome.FOUND);
    assertThat(a.missed()).containsExactly(must(COST));
    assertThat(a.pairs()).hasSize(2);
    assertThat(a.gold().get(0).found()).isTrue();
    assertThat(a.predicted())
        .filteredOn(p -> p.outcome() == MatchOutcome.MADE_UP)
        .extracting(Alignment.Predicted::claim)
        .containsExactly(claim("Penguins swim in the harbour."));
  }

  @Test
  void a_changed_number_pairs_and_is_contrary() {
    Alignment a = align(List.of(must(COST)), List.of(claim(COST.replace("48", "61"))));
    assertThat(outcomes(a)).containsExactly(MatchOutcome.CONTRARY);
    assertThat(a.pairs().get(0).similarity()).isEqualTo(1);
    assertThat(a.missed()).isEmpty();
    assertThat(a.gold().get(0).found()).isFalse();
  }

  @Test
  void a_negation_pairs_and_is_contrary() {
    Alignment a =
        align(
            List.of(must(RAIL)), List.of(claim("Stelvo Rail did not deliver the vehicles late.")));
    assertThat(outcomes(a)).containsExactly(MatchOutcome.CONTRARY);
  }

  @Test
  void a_claim_matched_twice_counts_once() {
    Alignment a = align(List.of(must(COST)), List.of(claim(COST), claim(COST), claim(COST)));
    assertThat(outcomes(a))
        .containsExactly(MatchOutcome.FOUND, MatchOutcome.DUPLICATE, MatchOutcome.DUPLICATE);
  }

  @Test
  void duplicates_are_told_by_what_they_say_not_by_typography_or_quotes() {
    Alignment a =
        align(
            List.of(must("The fare is 30% higher.")),
            List.of(
                claim("The fare is 30% higher.", "one quote"),
                claim("the fare is  30% higher", "another quote"),
                claim("The fare is $30 higher.")));
    assertThat(a.count(MatchOutcome.DUPLICATE)).isEqualTo(1);
    assertThat(a.count(MatchOutcome.FOUND)).isEqualTo(1);
    assertThat(a.count(MatchOutcome.MADE_UP)).isEqualTo(1);
  }

  @Test
  void claims_alike_but_for_a_number_each_meet_their_own() {
    // Masked, all four texts are the same: the tie goes to the most alike unmasked.
    Alignment a =
        align(
            List.of(must("It cost 48 million crowns."), must("It cost 61 million crowns.")),
            List.of(claim("It cost 61 million crowns."), claim("It cost 48 million crowns.")));
    assertThat(outcomes(a)).containsExactly(MatchOutcome.FOUND, MatchOutcome.FOUND);
  }

  @Test
  void optional_gold_is_neither_demanded_nor_held_against() {
    assertThat(outcomes(align(List.of(may(COST)), List.of(claim(COST)))))
        .containsExactly(MatchOutcome.OPTIONAL);
    assertThat(align(List.of(may(COST)), List.of()).missed()).isEmpty();
    assertThat(outcomes(align(List.of(may(COST)), List.of(claim(COST.replace("48", "61"))))))
        .containsExactly(MatchOutcome.CONTRARY);
  }

  @Test
  void boilerplate_enters_no_pair() {
    Alignment a =
        Aligner.standard()
            .align(List.of(must(COST)), List.of(claim(COST)), p -> p == 0, Optional.empty());
    assertThat(outcomes(a)).containsExactly(MatchOutcome.BOILERPLATE);
    assertThat(a.missed()).containsExactly(must(COST));
  }

  @Test
  void a_split_claim_is_covered_and_both_halves_are_in_focus() {
    String whole = "Trams to Harrow Point opened on 12 March and cost 48 million crowns.";
    Alignment a =
        align(
            List.of(must(whole)),
            List.of(
                claim("Trams to Harrow Point opened on 12 March."),
                claim("Trams to Harrow Point cost 48 million crowns.")));
    assertThat(a.pairs()).hasSize(1);
    assertThat(a.predicted()).allMatch(Alignment.Predicted::focused);
    assertThat(a.gold()).allMatch(Alignment.Gold::covered);
  }

  @Test
  void the_quantity_field_is_what_a_claim_says_too() {
    Claim other = counted(Quantity.of(61e6, "crowns", Bound.EXACTLY), COST);
    assertThat(
            outcomes(
                align(
                    List.of(must(counted(Quantity.of(48e6, "crowns", Bound.EXACTLY), COST))),
                    List.of(other))))
        .containsExactly(MatchOutcome.CONTRARY);
  }

  @Test
  void tau_is_a_similarity() {
    assertThatThrownBy(() -> new Aligner(new TokenF1(), 1.5)).hasMessageContaining("got 1.5");
  }
}
