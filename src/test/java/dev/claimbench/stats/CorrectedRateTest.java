package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judges whose errors are known, planted: does the corrected interval hold the truth? */
class CorrectedRateTest {
  private static final int STORIES = 23;
  private static final int SETS = 500;
  private static final double LEVEL = 0.95;

  /**
   * A judge and what it is asked.
   *
   * @param truth share of the asked that are so
   * @param asked share of all that are asked about
   */
  private record Planted(double truth, double asked, double sensitivity, double falseAlarms) {
    double share() {
      return truth * asked;
    }
  }

  /** How often an interval held the truth, and how wide it was. */
  private static final class Tally {
    private int held;
    private double width;

    void add(double low, double high, double truth) {
      held += low <= truth && truth <= high ? 1 : 0;
      width += high - low;
    }

    double coverage() {
      return held / (double) SETS;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3f (%.2f)", coverage(), width / SETS);
    }
  }

  private record Found(Tally counted, Tally corrected, Tally delta, Tally predictionPowered) {}

  private final Random random = new Random(7);

  /** A rate that differs from story to story. */
  private double around(double rate) {
    double shift = 0.5 * Math.min(rate, 1 - rate);
    return rate + (random.nextBoolean() ? shift : -shift);
  }

  private int yes(int times, double rate) {
    int yes = 0;
    for (int i = 0; i < times; i++) {
      yes += random.nextDouble() < rate ? 1 : 0;
    }
    return yes;
  }

  private Clusters items(Planted judge, int stories) {
    List<double[]> rows = new ArrayList<>();
    for (int story = 0; story < stories; story++) {
      int all = 4 + random.nextInt(10);
      int asked = yes(all, judge.asked());
      int so = yes(asked, around(judge.truth()));
      int said = yes(so, around(judge.sensitivity()));
      said += yes(asked - so, around(judge.falseAlarms()));
      rows.add(new double[] {said, asked, all});
    }
    return Clusters.of(rows);
  }

  /** Some 4 pairs of a story that are so and 10 that are not, as in eval/pairs. */
  private Clusters exam(Planted judge, int stories) {
    List<double[]> rows = new ArrayList<>();
    for (int story = 0; story < stories; story++) {
      int so = 2 + random.nextInt(5);
      int other = 6 + random.nextInt(9);
      int right = yes(so, around(judge.sensitivity()));
      rows.add(new double[] {right, so, yes(other, around(judge.falseAlarms())), other});
    }
    return Clusters.of(rows);
  }

  private Found simulate(Planted judge, int stories) {
    Found found = new Found(new Tally(), new Tally(), new Tally(), new Tally());
    for (int i = 0; i < SETS; i++) {
      Clusters items = items(judge, stories);
      Clusters exam = exam(judge, STORIES);
      CorrectedRate rate = CorrectedRate.compute(items, exam, LEVEL);
      found
          .counted()
          .add(rate.countedInterval().low(), rate.countedInterval().high(), judge.share());
      found.corrected().add(rate.interval().low(), rate.interval().high(), judge.share());
      alternatives(items, exam, judge.share(), found);
    }
    return found;
  }

  /** What was not chosen: the delta method for the same quotient, and prediction-powered. */
  private static void alternatives(Clusters items, Clusters exam, double truth, Found found) {
    int degrees = Math.min(items.count(), exam.count()) - 1;
    double t = TDistribution.of(degrees).inverseCumulativeProbability((1 + LEVEL) / 2);
    double[] known = exam.total();
    double[] total = items.total();
    double a = known[0] / known[1];
    double b = known[2] / known[3];
    double value = (total[0] - total[1] * b) / total[2] / (a - b);
    double off = (known[1] - known[0] - known[2]) / (known[1] + known[3]);
    double powered = total[0] / total[2] + off * total[1] / total[2];
    double ofItems = 0;
    double ofYes = 0;
    double ofExam = 0;
    double ofOff = 0;
    for (int i = 0; i < items.count(); i++) {
      double[] row = items.row(i);
      double yes = (row[0] - total[0] / total[2] * row[2]) / total[2];
      double asked = (row[1] - total[1] / total[2] * row[2]) / total[2];
      ofItems += (yes - b * asked) * (yes - b * asked);
      ofYes += yes * yes;
    }
    for (int i = 0; i < exam.count(); i++) {
      double[] row = exam.row(i);
      double so = (row[0] - a * row[1]) / known[1];
      double other = (row[2] - b * row[3]) / known[3];
      double moved = -value * so + (value - total[1] / total[2]) * other;
      ofExam += moved * moved;
      double all = known[1] + known[3];
      double differs = (row[1] - row[0] - row[2] - off * (row[1] + row[3])) / all;
      ofOff += differs * differs;
    }
    double margin = t * Math.sqrt(ofItems + ofExam) / Math.abs(a - b);
    found.delta().add(Math.max(0, value - margin), Math.min(1, value + margin), truth);
    margin = t * Math.sqrt(ofYes + ofOff);
    found.predictionPowered().add(powered - margin, powered + margin, truth);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.7, 0.95, 0.05",
    "0.4, 0.7, 0.8, 0.1",
    "0.8, 1.0, 0.8, 0.3",
    "0.2, 0.7, 0.9, 0.4",
    "0.6, 0.9, 0.6, 0.2",
    "0.1, 0.5, 1.0, 0.0",
  })
  void the_corrected_interval_holds_the_truth_also_of_a_judge_that_errs(
      double truth, double asked, double sensitivity, double falseAlarms) {
    Planted judge = new Planted(truth, asked, sensitivity, falseAlarms);
    for (int stories : new int[] {11, 24}) {
      Found found = simulate(judge, stories);
      if (Boolean.getBoolean("claimbench.simulation")) {
        System.out.println(stories + " stories, " + judge + ": " + found);
      }
      assertThat(found.corrected().coverage()).as(judge + "").isGreaterThan(0.93);
    }
  }

  @Test
  void what_the_judge_counted_misses_the_truth_where_it_errs_to_one_side() {
    Found found = simulate(new Planted(0.2, 0.7, 0.9, 0.4), 24);
    assertThat(found.counted().coverage()).isLessThan(0.5);
    assertThat(found.corrected().coverage()).isGreaterThan(0.93);
  }

  @Test
  void prediction_powered_inference_misses_where_the_exam_has_another_share_that_is_so() {
    // In the exam, 4 of 14.
    Found found = simulate(new Planted(0.8, 1, 0.8, 0.3), 24);
    assertThat(found.predictionPowered().coverage()).isLessThan(0.2);
    assertThat(found.corrected().coverage()).isGreaterThan(0.93);
  }

  @Test
  void who_flips_a_coin_widens_the_interval_to_all_and_shifts_nothing() {
    Planted coin = new Planted(0.2, 0.7, 0.5, 0.5);
    int useless = 0;
    for (int i = 0; i < SETS; i++) {
      CorrectedRate rate = CorrectedRate.compute(items(coin, 24), exam(coin, STORIES), LEVEL);
      if (rate.value().isEmpty()) {
        useless++;
        assertThat(rate.interval()).isEqualTo(new Interval(0, 1, LEVEL));
      }
    }
    assertThat(useless).isGreaterThan(SETS * 95 / 100);
    assertThat(simulate(coin, 24).corrected().coverage()).isGreaterThan(0.97);
    assertThat(simulate(coin, 24).counted().coverage()).isLessThan(0.05);
  }

  @Test
  void a_judge_without_error_changes_nothing_and_adds_what_its_exam_leaves_open() {
    Clusters items = Clusters.of(List.of(new double[] {3, 4, 6}, new double[] {1, 4, 4}));
    Clusters exam =
        Clusters.of(List.of(new double[] {50, 50, 0, 90}, new double[] {50, 50, 0, 90}));
    CorrectedRate rate = CorrectedRate.compute(items, exam, LEVEL);
    assertThat(rate.value()).contains(0.4);
    assertThat(rate.counted()).isEqualTo(0.4);
    assertThat(rate.interval().width()).isGreaterThanOrEqualTo(rate.countedInterval().width());
  }

  @Test
  void the_correction_is_rogan_and_gladens() {
    // 30 of 100 said yes; sensitivity 0.8, false alarms 0.1: (0.3 - 0.1) / (0.8 - 0.1) = 2 / 7.
    Clusters items = fourTimes(new double[] {7.5, 25, 25});
    Clusters exam = fourTimes(new double[] {20, 25, 2.5, 25});
    CorrectedRate rate = CorrectedRate.compute(items, exam, LEVEL);
    assertThat(rate.value().orElseThrow()).isCloseTo(2 / 7.0, within(1e-12));
    assertThat(rate.interval().contains(2 / 7.0)).isTrue();
    // Of 200 items of which 100 were asked about, half of that.
    Clusters more = fourTimes(new double[] {7.5, 25, 50});
    assertThat(CorrectedRate.compute(more, exam, LEVEL).value().orElseThrow())
        .isCloseTo(1 / 7.0, within(1e-12));
  }

  private static Clusters fourTimes(double[] row) {
    return Clusters.of(List.of(row, row, row, row));
  }

  @Test
  void a_share_that_the_exam_rules_out_is_no_figure() {
    List<double[]> none = new ArrayList<>();
    List<double[]> exam = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      none.add(new double[] {0, 50, 50});
      exam.add(new double[] {45, 50, 20 + i % 2, 50});
    }
    CorrectedRate rate = CorrectedRate.compute(Clusters.of(none), Clusters.of(exam), LEVEL);
    assertThat(rate.value()).isEmpty();
    assertThat(rate.useless()).contains("the judge says yes to a share that its exam rules out");
    assertThat(rate.interval()).isEqualTo(new Interval(0, 1, LEVEL));
  }

  /** Two models, of which one has more that is so, and a judge who sees their words alike. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 0.5, 0.7, 0.9, 0.8, 0.1",
    "0.4, 0.4, 0.9, 0.9, 0.7, 0.3",
    "0.6, 0.3, 1, 0.6, 0.9, 0.2"
  })
  void the_difference_of_two_runs_is_held_with_the_judges_error(
      double truth,
      double truthNow,
      double asked,
      double askedNow,
      double sensitivity,
      double falseAlarms) {
    Planted before = new Planted(truth, asked, sensitivity, falseAlarms);
    Planted now = new Planted(truthNow, askedNow, sensitivity, falseAlarms);
    Tally held = new Tally();
    Tally counted = new Tally();
    for (int i = 0; i < 4 * SETS; i++) {
      Clusters first = items(before, 24);
      Clusters second = items(now, 24);
      CorrectedRate.Difference found =
          CorrectedRate.difference(first, second, exam(before, STORIES), LEVEL);
      held.add(found.interval().low(), found.interval().high(), now.share() - before.share());
      double raw = second.total()[0] / second.total()[2] - first.total()[0] / first.total()[2];
      counted.add(raw - 0.05, raw + 0.05, now.share() - before.share());
    }
    double coverage = held.coverage() / 4;
    assertThat(coverage).as("counted alone " + counted.coverage() / 4).isBetween(0.93, 0.99);
  }

  @Test
  void who_flips_a_coin_cannot_compare_and_the_same_run_differs_by_nothing() {
    Planted coin = new Planted(0.2, 0.7, 0.5, 0.5);
    int useless = 0;
    for (int i = 0; i < 100; i++) {
      CorrectedRate.Difference found =
          CorrectedRate.difference(items(coin, 24), items(coin, 24), exam(coin, STORIES), LEVEL);
      useless += found.interval().equals(new Interval(-1, 1, LEVEL)) ? 1 : 0;
    }
    assertThat(useless).isGreaterThan(90);
    Planted judge = new Planted(0.4, 0.7, 0.9, 0.1);
    Clusters same = items(judge, 24);
    CorrectedRate.Difference none =
        CorrectedRate.difference(same, same, exam(judge, STORIES), LEVEL);
    assertThat(none.value()).contains(0.0);
    assertThat(none.interval()).isEqualTo(new Interval(0, 0, LEVEL));
    assertThatThrownBy(
            () -> CorrectedRate.difference(same, items(judge, 23), exam(judge, 9), LEVEL))
        .hasMessageContaining("expected the same clusters, got 24 and 23");
  }

  @Test
  void an_exam_of_one_kind_or_one_story_is_refused() {
    Clusters items = Clusters.of(List.of(new double[] {1, 2, 2}, new double[] {1, 2, 2}));
    Clusters one = Clusters.of(List.of(new double[] {1, 2, 1, 2}));
    Clusters kind = Clusters.of(List.of(new double[] {1, 2, 0, 0}, new double[] {1, 2, 0, 0}));
    assertThatThrownBy(() -> CorrectedRate.compute(items, one, LEVEL))
        .hasMessageContaining("needs two clusters");
    assertThatThrownBy(() -> CorrectedRate.compute(items, kind, LEVEL))
        .hasMessageContaining(
            "an exam needs some that are so and some that are not, got 4.0 and 0");
    assertThatThrownBy(() -> CorrectedRate.compute(kind, kind, LEVEL))
        .hasMessageContaining("items have 3 numbers");
  }
}
