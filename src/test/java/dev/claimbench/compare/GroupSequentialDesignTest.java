package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.compare.GroupSequentialDesign.Look;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.SignFlip;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A decision in stages, and its error rates where the truth is known. docs/GATE.md has those of the
 * long simulation:
 *
 * <pre>mvn test -Dtest=GroupSequentialDesignTest -Dclaimbench.simulation=true</pre>
 */
class GroupSequentialDesignTest {
  private static final double ALPHA = 0.05;
  private static final Policy POLICY =
      PolicyReader.parse(
          "gate.yaml",
          """
          version: 1
          alpha: 0.05
          primary: {verify.accuracy: {margin: 0.05}, extract.f1: {margin: 0.07}}
          """);

  private static GroupSequentialDesign design(int stories) {
    return GroupSequentialDesign.of(
        ALPHA, IntStream.range(0, stories).mapToObj(i -> "s" + i).toList(), 7);
  }

  @Test
  void looks_come_after_a_third_a_half_and_all_and_their_levels_add_up() {
    GroupSequentialDesign design = design(24);
    assertThat(design.looks().stream().map(Look::stories)).containsExactly(8, 12, 24);
    // 0.05 / 9, 0.05 / 4 less that, 0.05 less 0.05 / 4.
    assertThat(design.looks().get(0).alpha()).isCloseTo(0.05 / 9, within(1e-12));
    assertThat(design.looks().get(1).alpha()).isCloseTo(0.05 / 4 - 0.05 / 9, within(1e-12));
    assertThat(design.looks().get(2).alpha()).isCloseTo(0.0375, within(1e-12));
    assertThat(design(7).looks().stream().map(Look::stories)).containsExactly(6, 7);
  }

  @Test
  void the_order_is_the_same_whatever_order_the_stories_come_in() {
    List<String> one = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    List<String> other = new ArrayList<>(one);
    Collections.reverse(other);
    GroupSequentialDesign design = GroupSequentialDesign.of(ALPHA, one, 7);
    assertThat(GroupSequentialDesign.of(ALPHA, other, 7)).isEqualTo(design);
    assertThat(GroupSequentialDesign.of(ALPHA, one, 8).stories())
        .isNotEqualTo(design.stories())
        .containsExactlyInAnyOrderElementsOf(one);
    assertThat(design.asked(design.looks().get(0))).hasSize(6);
  }

  @Test
  void too_few_stories_to_begin_with_fewer_are_said() {
    assertThatThrownBy(() -> design(6))
        .isInstanceOf(UserError.class)
        .hasMessage("--staged: begins with 6 stories, and there are 6; leave it out");
  }

  @Test
  void a_broken_floor_ends_nothing_before_all_are_asked() {
    GroupSequentialDesign design = design(24);
    Decision broken =
        new Decision.Reject(List.of(Rule.of("verify.accuracy at least 0.9", false, "")));
    assertThat(design.stands(design.looks().get(0), broken, List.of())).isFalse();
    assertThat(design.stands(design.looks().get(2), broken, List.of())).isTrue();
    assertThat(design.stands(design.looks().get(0), new Decision.Accept(List.of()), List.of()))
        .isTrue();
  }

  @Test
  void what_a_policy_accepts_where_it_cannot_tell_waits_for_the_last_look() {
    GroupSequentialDesign design = design(24);
    Policy lenient = POLICY.at(ALPHA, Policy.Unsure.ACCEPT);
    assertThat(design.policy(lenient, design.looks().get(1)).unsure())
        .isEqualTo(Policy.Unsure.STOP);
    assertThat(design.policy(lenient, design.looks().get(2)).unsure())
        .isEqualTo(Policy.Unsure.ACCEPT);
    assertThat(design.policy(lenient, design.looks().get(2)).alpha())
        .isCloseTo(0.0375, within(1e-12));
  }

  /**
   * Decisions on simulated swaps.
   *
   * @param looks by look, how swaps were decided up to there
   * @param stories asked, on average
   */
  private record Rates(List<DecisionTally> looks, double stories) {
    DecisionTally last() {
      return looks.get(looks.size() - 1);
    }
  }

  private static Rates rates(long seed, int swaps, int stories, double verify, double extract) {
    GroupSequentialDesign design = design(stories);
    SwapSimulator simulator = new SwapSimulator(seed);
    int looks = design.looks().size();
    List<DecisionTally> tallies = new ArrayList<>(Collections.nCopies(looks, DecisionTally.NONE));
    double asked = 0;
    for (int i = 0; i < swaps; i++) {
      List<PairedMeasure> whole =
          List.of(
              simulator.verdicts(stories, verify, 0.05),
              simulator.extraction(stories, extract, 0.07));
      Decision decided = new Decision.CannotTell(List.of());
      boolean stands = false;
      for (int k = 0; k < looks; k++) {
        Look look = design.looks().get(k);
        if (!stands) {
          // Fewer draws than the shipped ones, for time: they blur p and intervals, evenly.
          Differences statistics =
              new Differences(
                  look.alpha(), new Bootstrap(400, seed), new SignFlip(10, 1_999, seed));
          List<Difference> differences =
              statistics.of(whole.stream().map(m -> first(m, look.stories())).toList());
          Decision decision = DecisionTally.decide(differences);
          stands = design.stands(look, decision, differences);
          decided = stands ? decision : decided;
          asked += stands ? look.stories() : 0;
        }
        tallies.set(k, tallies.get(k).with(decided));
      }
    }
    return new Rates(tallies, asked / swaps);
  }

  /** The simulated stories are alike, so that the first are as good as any. */
  private static PairedMeasure first(PairedMeasure m, int stories) {
    return new PairedMeasure(
        m.metric(),
        m.margin(),
        first(m.baseline(), stories),
        first(m.candidate(), stories),
        m.statistic(),
        m.range(),
        m.unit());
  }

  private static Clusters first(Clusters clusters, int stories) {
    return Clusters.of(IntStream.range(0, stories).mapToObj(clusters::row).toList());
  }

  @Test
  void errors_are_rare_at_every_look_and_stories_are_saved() {
    Rates equal = rates(11, 300, 24, 0, 0);
    // Three standard errors of 300 swaps above what is spent up to each look: 0.6%, 1.3% and 5%.
    assertThat(equal.looks().get(0).reject()).isLessThan(0.019);
    assertThat(equal.looks().get(1).reject()).isLessThan(0.032);
    assertThat(equal.last().reject()).isLessThan(0.088);
    assertThat(equal.last().accept()).isGreaterThan(0.8);
    assertThat(equal.stories()).isLessThan(22);
    Rates loss = rates(23, 300, 24, -0.05, 0);
    assertThat(loss.looks().get(0).accept()).isLessThan(0.019);
    assertThat(loss.looks().get(1).accept()).isLessThan(0.032);
    assertThat(loss.last().accept()).isLessThan(0.088);
    Rates clear = rates(37, 100, 24, -0.15, 0);
    assertThat(clear.last().reject()).isGreaterThan(0.95);
    assertThat(clear.stories()).isLessThan(14);
  }

  @Test
  @Tag("simulation")
  @EnabledIfSystemProperty(
      named = "claimbench.simulation",
      matches = "true",
      disabledReason = "takes minutes; -Dclaimbench.simulation=true runs it")
  void rates_for_the_documentation() {
    double[][] truths = {
      {0, 0}, {-0.05, 0}, {0, -0.07}, {-0.03, -0.04}, {0, -0.12}, {-0.1, -0.14}, {0.05, 0.07}
    };
    for (int stories : new int[] {12, 23, 60}) {
      for (double[] truth : truths) {
        Rates rates = rates(59, 2_000, stories, truth[0], truth[1]);
        System.out.printf(
            Locale.ROOT,
            "%d stories, verify.accuracy %+.2f, extract.f1 %+.2f: reject %s, accept %s, asked"
                + " %.1f%n",
            stories,
            truth[0],
            truth[1],
            percent(rates, DecisionTally::reject),
            percent(rates, DecisionTally::accept),
            rates.stories());
        double spent = 0;
        for (int k = 0; k < design(stories).looks().size(); k++) {
          spent += design(stories).looks().get(k).alpha();
          double most = spent + 3 * Math.sqrt(spent * (1 - spent) / 2_000);
          if (truth[0] == 0 && truth[1] == 0) {
            assertThat(rates.looks().get(k).reject()).isLessThan(most);
          }
          if (truth[0] == -0.05 || truth[1] == -0.07) {
            assertThat(rates.looks().get(k).accept()).isLessThan(most);
          }
        }
      }
    }
  }

  private static String percent(Rates rates, ToDoubleFunction<DecisionTally> share) {
    return rates.looks().stream()
        .map(look -> String.format(Locale.ROOT, "%.1f", 100 * share.applyAsDouble(look)))
        .collect(Collectors.joining(" / "));
  }
}
