package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskingTest {
  @Test
  void numbers_dates_and_negations_are_left_out() {
    assertThat(Masking.mask("The line did not open on Friday, 13 March 2026, for 48 million."))
        .isEqualTo("The line did open on for");
    assertThat(Masking.mask("It won't cost twenty-two crowns")).isEqualTo("It will cost crowns");
    assertThat(Masking.mask("She can’t, it didn’t, no one cannot")).isEqualTo("She can it did can");
  }

  @Test
  void may_is_masked_as_a_month_only() {
    assertThat(Masking.mask("May it open in May?")).isEqualTo("May it open in");
    assertThat(Masking.mask("It may march on 3 May")).isEqualTo("It may march on");
  }

  @Test
  void names_with_digits_stay() {
    assertThat(Masking.mask("DeepSeek R1 and Llama 4")).isEqualTo("DeepSeek R1 and Llama");
  }

  @Test
  void claims_that_differ_in_what_is_scored_later_are_the_same_once_masked() {
    assertThat(Masking.mask("The fare was not 2.80 crowns"))
        .isEqualTo(Masking.mask("The fare was 3 crowns"));
  }
}
