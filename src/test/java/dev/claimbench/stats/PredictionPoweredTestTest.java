package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PredictionPoweredTestTest {
  private static final double ALPHA = 0.1;

  /** 20 won, 41 lost, 19 neither: a mean of -21/80. */
  private static List<Integer> list() {
    List<Integer> gains = new ArrayList<>(Collections.nCopies(20, 1));
    gains.addAll(Collections.nCopies(41, -1));
    gains.addAll(Collections.nCopies(19, 0));
    return gains;
  }

  /** How often 200 lists in random order are found to be above their own mean, after any label. */
  private static double wrong(UnaryOperator<Integer> judge) {
    List<Integer> gains = list();
    Random random = new Random(5);
    int wrong = 0;
    for (int r = 0; r < 200; r++) {
      Collections.shuffle(gains, random);
      PredictionPoweredTest test =
          new PredictionPoweredTest(gains.stream().map(judge).toList(), ALPHA);
      for (int n = 8; n < 80; n += 8) {
        if (test.isAbove(-21 / 80.0, gains.subList(0, n))) {
          wrong++;
          break;
        }
      }
    }
    return wrong / 200.0;
  }

  @Test
  void no_judge_raises_the_error_rate() {
    Random random = new Random(9);
    // One side has half of 0.1; three standard errors of 200 are 0.046.
    assertThat(wrong(g -> 0)).isLessThanOrEqualTo(0.096);
    assertThat(wrong(g -> random.nextInt(3) - 1)).isLessThanOrEqualTo(0.096);
    assertThat(wrong(g -> 1)).isLessThanOrEqualTo(0.096);
    assertThat(wrong(g -> -g)).isLessThanOrEqualTo(0.096);
    assertThat(wrong(g -> random.nextInt(20) < 17 ? g : 1)).isLessThanOrEqualTo(0.096);
  }

  @Test
  void a_perfect_judge_decides_sooner_and_all_labels_make_the_interval_exact() {
    List<Integer> gains = list();
    Random random = new Random(1);
    int with = 0;
    int without = 0;
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(gains, random);
      with += labels(new PredictionPoweredTest(gains, ALPHA), gains);
      without += labels(new PredictionPoweredTest(Collections.nCopies(80, 0), ALPHA), gains);
    }
    assertThat(with * 4).isLessThan(without * 3);
    Interval all = new PredictionPoweredTest(gains, ALPHA).interval(-0.5, 0, gains);
    assertThat(all.low()).isCloseTo(-21 / 80.0, within(1e-9));
    assertThat(all.high()).isCloseTo(-21 / 80.0, within(1e-9));
  }

  /** How many are needed to find that the mean is above -0.5. */
  private static int labels(PredictionPoweredTest test, List<Integer> gains) {
    int n = 0;
    while (!test.isAbove(-0.5, gains.subList(0, n))) {
      n++;
    }
    return n;
  }

  @Test
  void the_interval_ends_where_the_decision_does() {
    List<Integer> gains = new ArrayList<>(Collections.nCopies(60, 1));
    PredictionPoweredTest test = new PredictionPoweredTest(gains, ALPHA);
    for (int n = 0; n <= 20; n++) {
      List<Integer> some = gains.subList(0, n);
      assertThat(test.isAbove(-0.25, some)).isEqualTo(test.interval(-0.25, 0, some).low() >= -0.25);
    }
    assertThat(test.isAbove(-0.25, gains.subList(0, 20))).isTrue();
    assertThat(test.isBelow(0, gains.subList(0, 20))).isFalse();
    // Of 60, 40 unlabelled losses can bring the mean down to -20/60 and no further.
    assertThat(test.isAbove(-21 / 60.0, gains.subList(0, 20))).isTrue();
  }

  @Test
  void what_is_no_gain_is_refused() {
    assertThatThrownBy(() -> new PredictionPoweredTest(List.of(2), ALPHA))
        .hasMessage("expected 1, 0 or -1, got 2");
    assertThatThrownBy(() -> new PredictionPoweredTest(List.of(), ALPHA))
        .hasMessage("needs at least one value to label, got none");
    assertThatThrownBy(() -> new PredictionPoweredTest(List.of(1), ALPHA).isAbove(0, List.of(1, 1)))
        .hasMessage("2 labels for 1 values");
  }
}
