package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Interval;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelativeGainTest {
  private static final Scores BASE = SmallScores.of("base", 4, 5, 3, 4, 6, 4, 5, 3);
  private static final Scores ONE = SmallScores.of("one", 6, 6, 5, 6, 7, 5, 7, 5);
  private static final Scores LOW = SmallScores.of("low", 5, 5, 4, 5, 6, 4, 6, 4);
  private static final Scores HIGH = SmallScores.of("high", 7, 7, 6, 7, 8, 6, 8, 6);

  private static RelativeGain gain(Scores... candidates) {
    return RelativeGain.compute(
            BASE, List.of(candidates), "verify.accuracy", new Bootstrap(2000, 7), 0.95)
        .orElseThrow();
  }

  private static double width(RelativeGain gain) {
    Interval i = gain.interval().orElseThrow();
    return Math.log1p(i.high()) - Math.log1p(i.low());
  }

  @Test
  void trainings_that_came_to_the_same_add_nothing() {
    RelativeGain three = gain(ONE, ONE, ONE);
    assertThat(three.seeds()).isEqualTo(3);
    assertThat(three.candidate()).isCloseTo(47 / 80.0, within(1e-12));
    assertThat(three.value().orElseThrow()).isCloseTo(47 / 34.0 - 1, within(1e-12));
    assertThat(width(three)).isCloseTo(width(gain(ONE)), within(1e-9));
  }

  @Test
  void the_spread_of_trainings_is_in_the_interval() {
    RelativeGain three = gain(LOW, ONE, HIGH);
    assertThat(three.candidate()).isCloseTo(47 / 80.0, within(1e-12));
    // Logs of 39, 47 and 55 eightieths have a standard deviation of 0.1722; t(2) at 97.5% is 4.303.
    double between = 4.303 * 0.1722 / Math.sqrt(3);
    assertThat(width(three) / 2).isGreaterThan(between);
    assertThat(width(three)).isGreaterThan(width(gain(ONE)) + 0.3);
  }

  /**
   * A mean of three trainings is to be caught as often as the level says, whatever they vary by.
   */
  @Test
  void the_interval_has_the_true_gain_as_often_as_it_says() {
    Random random = new Random(11);
    int stories = 20;
    int caught = 0;
    int worlds = 300;
    for (int w = 0; w < worlds; w++) {
      int[] base = new int[stories];
      double[] hard = new double[stories];
      for (int s = 0; s < stories; s++) {
        hard[s] = random.nextGaussian() * 0.08;
        base[s] = drawn(random, 0.40 + hard[s]);
      }
      Scores[] trainings = new Scores[3];
      for (int k = 0; k < 3; k++) {
        double luck = random.nextGaussian() * 0.05;
        int[] right = new int[stories];
        for (int s = 0; s < stories; s++) {
          right[s] = drawn(random, 0.60 + luck + hard[s]);
        }
        trainings[k] = SmallScores.of("t" + k, right);
      }
      Interval interval =
          RelativeGain.compute(
                  SmallScores.of("base", base),
                  List.of(trainings),
                  "verify.accuracy",
                  new Bootstrap(400, w),
                  0.95)
              .orElseThrow()
              .interval()
              .orElseThrow();
      caught += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    assertThat(caught / (double) worlds).isBetween(0.93, 1.0);
  }

  private static int drawn(Random random, double rate) {
    int right = 0;
    for (int i = 0; i < 10; i++) {
      right += random.nextDouble() < rate ? 1 : 0;
    }
    return right;
  }
}
