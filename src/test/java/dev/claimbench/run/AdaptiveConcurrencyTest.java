package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** As many calls in flight as get more done, and no more. */
class AdaptiveConcurrencyTest {
  /** Feeds calls of a server whose latency depends on the calls in flight; the average limit. */
  private static double average(AdaptiveConcurrency limit, int calls, IntToDoubleFunction seconds) {
    Random random = new Random(5);
    double sum = 0;
    for (int i = 0; i < calls; i++) {
      int at = limit.now();
      // Answers of 20 to 60 tokens, time in proportion to what is read and written, give or take.
      int tokens = 20 + random.nextInt(41);
      double latency =
          seconds.applyAsDouble(at) * (tokens + 100) / 140 * (0.9 + 0.2 * random.nextDouble());
      limit.answered(at, 1000, tokens, Duration.ofNanos((long) (latency * 1e9)));
      sum += limit.now();
    }
    return sum / calls;
  }

  @Test
  void a_fixed_limit_stays() {
    AdaptiveConcurrency limit = AdaptiveConcurrency.fixed(64);
    average(limit, 1000, n -> n);
    limit.overloaded(64);
    assertThat(limit.now()).isEqualTo(64);
  }

  @Test
  void a_server_that_only_queues_is_asked_one_call_at_a_time() {
    // Twice the calls, twice the wait: nothing is gained.
    assertThat(average(AdaptiveConcurrency.learning(1, 32), 400, n -> n)).isBetween(1.0, 1.3);
  }

  @Test
  void one_that_starts_too_high_on_a_queue_comes_down() {
    AdaptiveConcurrency limit = AdaptiveConcurrency.learning(8, 128);
    average(limit, 300, n -> n);
    assertThat(average(limit, 400, n -> n)).isBetween(1.0, 2.0);
  }

  @Test
  void a_batching_server_is_asked_as_much_as_it_can_do_at_once() {
    // The same latency up to 32 in flight, then a queue.
    AdaptiveConcurrency limit = AdaptiveConcurrency.learning(8, 128);
    average(limit, 1000, n -> Math.max(1, n / 32.0));
    assertThat(average(limit, 3000, n -> Math.max(1, n / 32.0))).isBetween(30.0, 45.0);
  }

  @Test
  void a_server_that_takes_everything_gets_the_most() {
    AdaptiveConcurrency limit = AdaptiveConcurrency.learning(8, 64);
    average(limit, 1000, n -> 1);
    assertThat(limit.now()).isBetween(32, 64);
    assertThat(average(limit, 2000, n -> 1)).isGreaterThan(55);
  }

  @Test
  void a_refusal_halves_the_limit_once_however_many_were_refused() {
    AdaptiveConcurrency limit = AdaptiveConcurrency.learning(8, 64);
    for (int i = 0; i < 8; i++) {
      limit.overloaded(8);
    }
    assertThat(limit.now()).isEqualTo(4);
    limit.overloaded(4);
    limit.overloaded(2);
    limit.overloaded(1);
    assertThat(limit.now()).isEqualTo(1);
  }

  @Test
  void servers_that_count_no_tokens_are_learnt_from_as_well() {
    AdaptiveConcurrency limit = AdaptiveConcurrency.learning(1, 16);
    for (int i = 0; i < 500; i++) {
      limit.answered(limit.now(), -1, -1, Duration.ofMillis(50));
    }
    assertThat(limit.now()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void runtimes_start_where_they_are_used_to() {
    assertThat(AdaptiveConcurrency.forRuntime("gguf", 1).now()).isEqualTo(1);
    assertThat(AdaptiveConcurrency.forRuntime("ollama", 1).now()).isEqualTo(1);
    assertThat(AdaptiveConcurrency.forRuntime("openai", 1).now()).isEqualTo(8);
    assertThatThrownBy(() -> AdaptiveConcurrency.fixed(0))
        .hasMessage("a limit is 1 or more, got 0 to 0");
  }
}
