package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
  private static final BitSet ALL = bits(0, 1, 2, 3);

  private static BitSet bits(int... ids) {
    BitSet set = new BitSet();
    for (int id : ids) {
      set.set(id);
    }
    return set;
  }

  @Test
  void greedy_takes_the_best_that_is_allowed_and_of_equals_the_first() {
    TokenChoice greedy = new TokenChoice(0, 1, 0, 0);
    float[] scores = {1, 5, 3, 5};
    assertThat(greedy.next(scores, ALL)).isEqualTo(1);
    assertThat(greedy.next(scores, bits(0, 2))).isEqualTo(2);
    assertThat(greedy.next(scores, bits(3))).isEqualTo(3);
  }

  @Test
  void at_temperature_one_tokens_come_as_often_as_they_are_likely() {
    // ln 8, ln 1, ln 1, ln 10 with the last forbidden: 80%, 10%, 10%.
    float[] scores = {(float) Math.log(8), 0, 0, (float) Math.log(10)};
    TokenChoice choice = new TokenChoice(1, 1, 0, 3);
    int[] times = new int[4];
    for (int i = 0; i < 10_000; i++) {
      times[choice.next(scores, bits(0, 1, 2))]++;
    }
    assertThat(times[0] / 10_000.0).isCloseTo(0.8, within(0.02));
    assertThat(times[3]).isZero();
  }

  @Test
  void top_p_and_top_k_leave_the_rest_out() {
    float[] scores = {(float) Math.log(6), (float) Math.log(3), 0, -50};
    TokenChoice nucleus = new TokenChoice(1, 0.7, 0, 3); // 60% and 30%: two are needed for 70%
    TokenChoice two = new TokenChoice(2, 1, 1, 3);
    for (int i = 0; i < 500; i++) {
      assertThat(nucleus.next(scores, ALL)).isIn(0, 1);
      assertThat(two.next(scores, ALL)).isZero();
    }
  }

  @Test
  void half_precision_numbers_are_read_as_ieee_754_has_them() {
    assertThat(Logits.fromHalf((short) 0x3c00)).isEqualTo(1f);
    assertThat(Logits.fromHalf((short) 0xc000)).isEqualTo(-2f);
    assertThat(Logits.fromHalf((short) 0x7bff)).isEqualTo(65504f);
    assertThat(Logits.fromHalf((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(Logits.fromHalf((short) 0x8000)).isEqualTo(-0f);
    assertThat(Logits.fromHalf((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Logits.fromHalf((short) 0x7e00)).isNaN();
  }
}
