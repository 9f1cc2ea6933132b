package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Thinking is told from the answer wherever a server puts it. */
class StreamedAnswerTest {
  private final StreamedAnswer answer = new StreamedAnswer(20);

  private void texts(long from, String... texts) {
    long now = from;
    for (String text : texts) {
      answer.text(text, now);
      now += 10;
    }
  }

  @Test
  void without_thinking_there_is_no_thought() {
    texts(100, "{", "\"a\"", ":\"</think>\"}");
    assertThat(answer.thought(3, 0)).isEmpty();
  }

  @Test
  void thinking_lasts_from_its_first_piece_to_the_first_of_the_answer() {
    answer.thinking("Let", 100);
    answer.thinking(" me see.", 110);
    texts(150, "{", "}", "\n", " ", " ", " ");
    // 2 of 8 answer, 12 tokens in all: 3
    assertThat(answer.thought(12, 0)).contains(new ThinkingUsage(3, Duration.ofNanos(50)));
  }

  @Test
  void the_servers_own_count_comes_first() {
    answer.thinking("Hm.", 100);
    texts(130, "{}");
    assertThat(answer.thought(12, 9)).contains(new ThinkingUsage(9, Duration.ofNanos(30)));
    assertThat(answer.thought(-1, 0)).contains(new ThinkingUsage(-1, Duration.ofNanos(30)));
  }

  @Test
  void a_block_in_the_text_is_thinking_too_though_its_end_comes_in_pieces() {
    texts(100, "<th", "ink>", "Hm", "</thi", "nk>", "{", "}", ";");
    // Up to the sixth piece, which came at 150; 5 of 8
    assertThat(answer.thought(8, 0)).contains(new ThinkingUsage(5, Duration.ofNanos(50)));
    assertThat(answer.text()).isEqualTo("<think>Hm</think>{};");
  }

  @Test
  void a_block_that_never_ends_is_all_thinking() {
    texts(100, "\n<think>", "Hm", "…");
    assertThat(answer.thought(3, 0)).contains(new ThinkingUsage(3, Duration.ofNanos(20)));
  }

  @Test
  void more_than_the_limit_can_be_is_seen_by_pieces_and_by_length() {
    for (int i = 0; i < 2 * 20 + 64; i++) {
      answer.text("", i);
    }
    assertThat(answer.overrun()).isFalse();
    answer.text("", 1000);
    assertThat(answer.overrun()).isTrue();

    StreamedAnswer much = new StreamedAnswer(20);
    much.text("a".repeat(20 * 256), 1);
    assertThat(much.overrun()).isFalse();
    much.thinking("a", 1);
    assertThat(much.overrun()).isTrue();
  }

  @Test
  void blocks_are_known_by_their_marks() {
    assertThat(ThinkBlock.after("Hm.</think> {}")).contains(" {}");
    assertThat(ThinkBlock.after("[THINK]Hm.[/THINK]{}")).contains("{}");
    assertThat(ThinkBlock.after("◁think▷Hm.◁/think▷{}")).contains("{}");
    assertThat(ThinkBlock.after("{\"a\":\"</think>\"}")).isEqualTo(Optional.empty());
    assertThat(ThinkBlock.isOpen("[THINK]Hm.")).isTrue();
    assertThat(ThinkBlock.isOpen("Hm.")).isFalse();
  }
}
