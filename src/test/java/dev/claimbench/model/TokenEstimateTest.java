package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** About how many tokens a prompt has, from two others. */
class TokenEstimateTest {
  @Test
  void words_groups_of_digits_and_runs_of_marks_are_pieces() {
    // It | cost | 1 | , | 234 | 567 | euros | . | ) : "1234567" would be 123, 456 and 7.
    assertThat(TokenEstimate.pieces("It cost 1,234567 euros.)")).isEqualTo(8);
    assertThat(TokenEstimate.pieces("   \n\n\t ")).isZero();
    assertThat(TokenEstimate.pieces("老桥于周一关闭")).isEqualTo(1);
  }

  @Test
  void a_line_through_two_prompts_gives_the_tokens_of_a_third() {
    Prompt shorter = Prompts.verify("a b c", "d");
    Prompt longer = Prompts.verify("a b c e f g h i j k", "d");
    // Seven pieces more and 14 tokens more: two each.
    TokenEstimate estimate = TokenEstimate.from(shorter, 50, longer, 64).orElseThrow();
    assertThat(estimate.each()).isEqualTo(2);
    assertThat(estimate.tokens(shorter)).isEqualTo(50);
    assertThat(estimate.tokens(longer)).isEqualTo(64);
    assertThat(estimate.tokens(Prompts.verify("a b c e f", "d"))).isEqualTo(54);
    assertThat(TokenEstimate.from(longer, 64, shorter, 50)).isEmpty();
    assertThat(TokenEstimate.from(shorter, 50, longer, 50)).isEmpty();
    assertThatThrownBy(() -> new TokenEstimate(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_hundred_thousand_characters_take_no_time() {
    for (String one : new String[] {"a", "1", "\u0301", "\"", " ", "a1-"}) {
      long start = System.nanoTime();
      TokenEstimate.pieces(one.repeat(100_000 / one.length()));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
