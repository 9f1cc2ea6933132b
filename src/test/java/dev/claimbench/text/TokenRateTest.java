package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenRateTest {
  @Test
  void a_rate_that_no_machine_has_is_none() {
    assertThat(TokenRate.compute(50, Duration.ofSeconds(2))).hasValue(25);
    // 100,000,000 tokens of an answer that took 50 ms.
    assertThat(TokenRate.compute(1e8, Duration.ofMillis(50))).isEmpty();
    assertThat(TokenRate.compute(50, Duration.ZERO)).isEmpty();
    assertThat(TokenRate.compute(50, Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow())
        .isLessThan(1e-9);
  }
}
