package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runtimes and journals tell of an answer, and cannot be. */
class ReplyTest {
  private static Reply told(Duration part, Duration total) {
    return new Reply(
        "{}",
        "",
        Reply.Stop.END,
        -10,
        2_000_000_000,
        Optional.of(part),
        Optional.of(part),
        Optional.of(part),
        total,
        "");
  }

  @Test
  void times_and_counts_that_no_call_has_are_unknown() {
    for (Duration never :
        new Duration[] {
          Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(11)
        }) {
      Reply reply = told(never, never);
      assertThat(reply.load()).as(never.toString()).isEmpty();
      assertThat(reply.prompt()).isEmpty();
      assertThat(reply.answer()).isEmpty();
      assertThat(reply.total()).isZero();
      assertThat(reply.promptTokens()).isEqualTo(-1);
      assertThat(reply.answerTokens()).isEqualTo(-1);
      assertThat(
              reply.withThought(Optional.of(new ThinkingUsage(-3, never))).thought().orElseThrow())
          .isEqualTo(new ThinkingUsage(-1, Duration.ZERO));
    }
    assertThat(told(Duration.ofHours(1), Duration.ofHours(2)).total()).hasHours(2);
  }
}
