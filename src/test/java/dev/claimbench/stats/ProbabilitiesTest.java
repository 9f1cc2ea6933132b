package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
  private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};
  private static final boolean[] GOLD = {false, false, true, true};

  @Test
  void area_of_four_items() {
    // Pairs won: 0.35 > 0.1, 0.8 > 0.4, 0.8 > 0.1, but 0.35 < 0.4
    assertThat(RankedScores.sort(SCORES, GOLD).auroc()).isEqualTo(0.75);
  }

  @Test
  void a_tie_is_half_won() {
    RankedScores tied =
        RankedScores.sort(new double[] {0.5, 0.5, 0.2}, new boolean[] {true, false, false});
    assertThat(tied.auroc()).isEqualTo(0.75);
  }

  @Test
  void without_positives_or_negatives_there_is_no_ranking() {
    assertThat(RankedScores.sort(SCORES, new boolean[4]).auroc()).isNaN();
    assertThat(RankedScores.sort(SCORES, new boolean[] {true, true, true, true}).auroc()).isNaN();
    assertThatThrownBy(() -> RankedScores.sort(SCORES, new boolean[5]))
        .hasMessageContaining("4 and 5");
    assertThatThrownBy(() -> RankedScores.sort(new double[] {Double.NaN}, new boolean[1]))
        .hasMessageContaining("NaN");
  }

  @Test
  void a_weight_of_two_is_the_item_twice() {
    double[] twice = {0.1, 0.4, 0.4, 0.35, 0.8};
    boolean[] gold = {false, false, false, true, true};
    double[] weights = {1, 2, 1, 1};
    RankedScores ranked = RankedScores.sort(SCORES, GOLD);
    assertThat(ranked.auroc(weights, i -> i)).isEqualTo(RankedScores.sort(twice, gold).auroc());
  }

  @Test
  void the_area_has_an_interval_over_stories_too() {
    // Two stories of two items each, drawn whole.
    RankedScores ranked = RankedScores.sort(SCORES, GOLD);
    Estimate estimate =
        new Bootstrap(1000, 1)
            .estimate(2, weights -> ranked.auroc(weights, i -> i % 2), Range.UNIT)
            .orElseThrow();
    assertThat(estimate.value()).isEqualTo(0.75);
    // Drawn: both 0.75, the first twice 0.35 > 0.1, the second twice 0.8 > 0.4: both 1
    assertThat(estimate.standardError()).isCloseTo(0.125 * Math.sqrt(2), within(0.01));
  }

  @Property
  void turning_all_scores_round_turns_the_area_round(
      @ForAll @Size(min = 2, max = 30) List<Integer> scores, @ForAll long labels) {
    double[] s = scores.stream().mapToDouble(x -> x % 7).toArray();
    boolean[] gold = new boolean[s.length];
    for (int i = 0; i < gold.length; i++) {
      gold[i] = (labels >> i & 1) == 1;
    }
    double area = RankedScores.sort(s, gold).auroc();
    double turned = RankedScores.sort(Arrays.stream(s).map(x -> -x).toArray(), gold).auroc();
    assertThat(Double.isNaN(area) ? 1 : area + turned).isCloseTo(1, within(1e-12));
  }

  @Test
  void brier_is_the_mean_squared_miss() {
    // Of three classes: 0.3² + 0.2² + 0.1² and 0 + 1 + 1
    double[][] three = {{0.7, 0.2, 0.1}, {0, 1, 0}};
    assertThat(Brier.compute(three, new int[] {0, 2})).isCloseTo((0.14 + 2) / 2, within(1e-12));
    assertThatThrownBy(() -> Brier.compute(three, new int[1])).hasMessageContaining("2 and 1");
    assertThatThrownBy(() -> Brier.compute(new double[][] {{1.2}}, new int[1]))
        .hasMessageContaining("1.2");
    assertThatThrownBy(() -> Brier.compute(new double[][] {{Double.NaN}}, new int[1]))
        .hasMessageContaining("NaN");
  }

  @Test
  void a_bin_has_its_upper_end() {
    double[] p = {0, 0.5, 0.500001, 1};
    List<Ece.Bin> bins = Ece.bins(p, new boolean[] {false, true, true, true}, 4);
    assertThat(bins).extracting(Ece.Bin::items).containsExactly(1, 1, 1, 1);
    assertThat(bins.get(1)).isEqualTo(new Ece.Bin(0.25, 0.5, 1, 0.5, 1));
    List<Ece.Bin> two = Ece.bins(p, new boolean[] {false, true, true, true}, 2);
    assertThat(two.get(0)).isEqualTo(new Ece.Bin(0, 0.5, 2, 0.25, 0.5));
    assertThat(Ece.bins(new double[] {0.9}, new boolean[1], 2).get(0).predicted()).isNaN();
    assertThatThrownBy(() -> Ece.bins(p, new boolean[4], 0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> Ece.bins(p, new boolean[3], 2)).hasMessageContaining("4 and 3");
  }
}
