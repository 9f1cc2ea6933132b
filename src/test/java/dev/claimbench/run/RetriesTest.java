package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.ModelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a failed call waits. */
class RetriesTest {
  private static final List<Call> CALLS = Given.calls(2);
  private final Retries retries = new Retries(5, Duration.ofSeconds(1), 7);

  private static ModelException limited(Duration retryAfter) {
    return new ModelException(ModelException.Cause.RATE_LIMIT, "slow down", null, retryAfter);
  }

  @Test
  void the_wait_doubles_within_its_jitter() {
    for (int tried = 1; tried <= 5; tried++) {
      assertThat(retries.delay(CALLS.get(0), tried, limited(null)).toMillis())
          .isBetween(500L << (tried - 1), 1000L << (tried - 1));
    }
    assertThat(retries.delay(CALLS.get(0), 60, limited(null))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void the_same_seed_waits_the_same_and_calls_wait_differently() {
    Duration first = retries.delay(CALLS.get(0), 1, limited(null));
    assertThat(new Retries(5, Duration.ofSeconds(1), 7).delay(CALLS.get(0), 1, limited(null)))
        .isEqualTo(first);
    assertThat(retries.delay(CALLS.get(1), 1, limited(null))).isNotEqualTo(first);
    assertThat(new Retries(5, Duration.ofSeconds(1), 8).delay(CALLS.get(0), 1, limited(null)))
        .isNotEqualTo(first);
  }

  @Test
  void what_the_server_asks_for_is_obeyed_within_reason() {
    assertThat(retries.delay(CALLS.get(0), 1, limited(Duration.ofSeconds(20))))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(retries.delay(CALLS.get(0), 1, limited(Duration.ofDays(1))))
        .isEqualTo(Duration.ofMinutes(5));
    // Asked for less than it would wait by itself.
    assertThat(retries.delay(CALLS.get(0), 1, limited(Duration.ZERO)))
        .isEqualTo(retries.delay(CALLS.get(0), 1, limited(null)));
  }

  @Test
  void a_long_wait_is_told_with_what_the_server_asks_for() {
    assertThat(retries.toText(CALLS.get(0), 1, limited(Duration.ofHours(1))))
        .isEqualTo("; waiting 5 min, as the server asks for 60 min");
    assertThat(retries.toText(CALLS.get(0), 1, limited(Duration.ofSeconds(20))))
        .isEqualTo("; waiting 20 s, as the server asks for 20 s");
    assertThat(retries.toText(CALLS.get(0), 60, limited(null))).isEqualTo("; waiting 5 min");
    assertThat(retries.toText(CALLS.get(0), 1, limited(Duration.ofSeconds(2)))).isEmpty();
  }

  @Test
  void one_try_is_the_least() {
    assertThatThrownBy(() -> new Retries(0, Duration.ZERO, 1))
        .hasMessage("tries must be 1 or more, got 0");
  }
}
