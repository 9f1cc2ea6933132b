package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequentialTestTest {
  private static final SequentialTest ENDLESS =
      new SequentialTest(Range.SIGNED, SequentialTest.UNLIMITED, 0.05);

  @Test
  void capital_grows_by_fair_bets() {
    // Against "mean 0 or less" a bet γ pays 1 + γ for a win; over the 32 bets (j + 1/2)/32 the mean
    // is 1.5 after one win, and E(1 + γ)² = 1 + 1 + (1/3 - 1/12,288) after two.
    assertThat(ENDLESS.evidenceAbove(0, 1)).isCloseTo(1.5, within(1e-12));
    assertThat(ENDLESS.evidenceAbove(0, 1, 1)).isCloseTo(2 + 1.0 / 3 - 1.0 / 12288, within(1e-12));
    // Neither right: nothing won or lost. A loss does not lessen the most there was.
    assertThat(ENDLESS.evidenceAbove(0, 1, 0, 1))
        .isCloseTo(ENDLESS.evidenceAbove(0, 1, 1), within(1e-12));
    assertThat(ENDLESS.evidenceAbove(0, 1, -1, -1)).isCloseTo(1.5, within(1e-12));
    assertThat(ENDLESS.evidenceAbove(0)).isEqualTo(1);
    assertThat(ENDLESS.evidenceBelow(0, -1, -1))
        .isCloseTo(ENDLESS.evidenceAbove(0, 1, 1), within(1e-12));
  }

  @Test
  void eight_wins_in_a_row_settle_it_at_one_in_twenty() {
    // The mean of (1 + γ)^n is about (2^(n+1) - 1)/(n + 1): 31.8 for 7, 18.1 for 6; wanted are 40.
    double[] wins = new double[8];
    Arrays.fill(wins, 1);
    assertThat(ENDLESS.evidenceAbove(0, Arrays.copyOf(wins, 7))).isCloseTo(31.8, within(0.2));
    assertThat(ENDLESS.interval(Arrays.copyOf(wins, 7)).low()).isLessThan(0);
    assertThat(ENDLESS.interval(wins).low()).isGreaterThan(0);
    assertThat(ENDLESS.interval(wins).high()).isEqualTo(1);
  }

  @Test
  void the_interval_turns_round_with_the_models() {
    double[] x = {1, 1, -1, 0, 1, 1, -1, 1, 1, 1};
    Interval there = ENDLESS.interval(x);
    Interval back = ENDLESS.interval(Arrays.stream(x).map(v -> -v).toArray());
    assertThat(back.low()).isCloseTo(-there.high(), within(1e-9));
    assertThat(back.high()).isCloseTo(-there.low(), within(1e-9));
    assertThat(ENDLESS.evidenceBelow(0.3, x))
        .isCloseTo(
            ENDLESS.evidenceAbove(-0.3, Arrays.stream(x).map(v -> -v).toArray()), within(1e-9));
    assertThat(there.level()).isEqualTo(0.95);
    assertThat(ENDLESS.interval()).isEqualTo(new Interval(-1, 1, 0.95));
  }

  @Test
  void the_interval_never_widens() {
    Random random = new Random(5);
    double[] x = random.doubles(60, 0, 1).map(u -> u < 0.7 ? 1 : -1).toArray();
    Interval before = ENDLESS.interval();
    for (int n = 1; n <= x.length; n++) {
      Interval now = ENDLESS.interval(Arrays.copyOf(x, n));
      assertThat(now.low()).isGreaterThanOrEqualTo(before.low() - 1e-9);
      assertThat(now.high()).isLessThanOrEqualTo(before.high() + 1e-9);
      before = now;
    }
  }

  @Test
  void a_list_labelled_to_its_end_has_no_doubt_left() {
    double[] x = {1, -1, 1, 1, 0, -1, 1, 1, -1, 1};
    Interval interval = new SequentialTest(Range.SIGNED, 10, 0.05).interval(x);
    assertThat(interval.low()).isCloseTo(0.3, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.3, within(1e-9));
    assertThat(new SequentialTest(Range.SIGNED, 10, 0.05).evidenceAbove(0.25, x)).isInfinite();
    assertThat(new SequentialTest(Range.SIGNED, 10, 0.05).evidenceAbove(0.35, x)).isFinite();
  }

  @Test
  void what_is_left_of_the_list_bounds_the_mean() {
    // Six of ten are wins: whatever the rest, the mean is at least (6 - 4)/10.
    SequentialTest ten = new SequentialTest(Range.SIGNED, 10, 0.05);
    Interval interval = ten.interval(1, 1, 1, 1, 1, 1);
    assertThat(interval.low()).isGreaterThanOrEqualTo(0.2 - 1e-9);
    assertThat(ten.evidenceAbove(0, 1, 1, 1, 1, 1, 1)).isInfinite();
    assertThat(ten.evidenceAbove(0.3, 1, 1, 1, 1, 1, 1)).isFinite();
    // A mean of -1 or less allows no win at all; one of 1 or less allows anything.
    assertThat(ENDLESS.evidenceAbove(-1, -1)).isEqualTo(1);
    assertThat(ENDLESS.evidenceAbove(-1, 1)).isInfinite();
    assertThat(ENDLESS.evidenceAbove(1, 1, 1, 1, 1)).isEqualTo(1);
    // A limit that asks more of the rest than the range has cannot be rejected by wins.
    assertThat(ten.evidenceAbove(0.9, -1, -1, -1, 1, 1, 1)).isEqualTo(1);
  }

  @Test
  void looking_after_every_label_keeps_the_error_rate() {
    GoldSimulator coin = new GoldSimulator(21);
    int wrong = 0;
    for (int i = 0; i < 2000; i++) {
      double[] x = new double[300];
      for (int t = 0; t < x.length; t++) {
        x[t] = coin.coin(0.5) ? 1 : -1;
      }
      boolean rejected = ENDLESS.evidenceAbove(0, x) >= 40 || ENDLESS.evidenceBelow(0, x) >= 40;
      wrong += rejected ? 1 : 0;
    }
    tell("endless, no difference: rejected", wrong / 2000.0);
    assertThat(wrong / 2000.0).isBetween(0.005, 0.05);
  }

  @Test
  void a_finite_list_keeps_the_error_rate_however_its_claims_hang_together() {
    // 100 wins and 100 losses; only the order is chance.
    SequentialTest list = new SequentialTest(Range.SIGNED, 200, 0.05);
    Random random = new Random(22);
    double[] x = new double[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < 100 ? 1 : -1;
    }
    int wrong = 0;
    for (int i = 0; i < 2000; i++) {
      shuffle(x, random);
      boolean rejected = list.evidenceAbove(0, x) >= 40 || list.evidenceBelow(0, x) >= 40;
      wrong += rejected ? 1 : 0;
    }
    tell("list of 200, no difference: rejected", wrong / 2000.0);
    assertThat(wrong / 2000.0).isBetween(0.005, 0.05);
  }

  @Test
  void a_clear_winner_is_found_long_before_the_end_of_the_list() {
    // 140 wins of 200; labels needed until the lower end is above 0.
    SequentialTest list = new SequentialTest(Range.SIGNED, 200, 0.05);
    Random random = new Random(23);
    double[] x = new double[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < 140 ? 1 : -1;
    }
    int[] needed = new int[200];
    for (int i = 0; i < needed.length; i++) {
      shuffle(x, random);
      int n = 1;
      while (list.evidenceAbove(0, Arrays.copyOf(x, n)) < 40) {
        n++;
      }
      needed[i] = n;
    }
    Arrays.sort(needed);
    tell("list of 200, 70% wins: median labels", needed[100]);
    assertThat(needed[100]).isBetween(30, 70);
    assertThat(needed[190]).isLessThan(130);
  }

  @Test
  void what_cannot_be_bet_on_is_refused() {
    assertThatThrownBy(() -> new SequentialTest(Range.REAL, 5, 0.05))
        .hasMessageContaining("bounded");
    assertThatThrownBy(() -> new SequentialTest(Range.UNIT, 0, 0.05)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new SequentialTest(Range.UNIT, 5, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> ENDLESS.interval(2)).hasMessageContaining("got 2.0");
    assertThatThrownBy(() -> ENDLESS.evidenceAbove(0, -2)).hasMessageContaining("got -2.0");
    assertThatThrownBy(() -> new SequentialTest(Range.UNIT, 1, 0.05).interval(1, 1))
        .hasMessage("2 values out of a population of 1");
  }

  private static void shuffle(double[] x, Random random) {
    for (int i = x.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swap = x[i];
      x[i] = x[j];
      x[j] = swap;
    }
  }

  private static void tell(String what, double value) {
    if (Boolean.getBoolean("claimbench.simulation")) {
      System.err.printf("%-45s %.3f%n", what, value);
    }
  }
}
