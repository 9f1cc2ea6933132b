package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SentenceWindowTest {
  @Test
  void a_window_begins_with_the_last_sentence_of_the_one_before() {
    assertThat(SentenceWindow.over(new int[] {4, 4, 4, 4}, 10))
        .containsExactly(
            new SentenceWindow(0, 2), new SentenceWindow(1, 3), new SentenceWindow(2, 4));
  }

  @Test
  void short_sentences_overlap_by_a_quarter_of_the_room() {
    // Room for 8 of these; a quarter of 8 is 2.
    assertThat(SentenceWindow.over(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 8))
        .containsExactly(new SentenceWindow(0, 8), new SentenceWindow(6, 10));
  }

  @Test
  void what_fits_at_once_is_one_window() {
    assertThat(SentenceWindow.over(new int[] {3, 3, 4}, 10))
        .containsExactly(new SentenceWindow(0, 3));
    assertThat(SentenceWindow.over(new int[] {}, 10)).isEmpty();
  }

  @Test
  void a_sentence_as_long_as_the_room_stands_alone() {
    assertThat(SentenceWindow.over(new int[] {2, 10, 2}, 10))
        .containsExactly(
            new SentenceWindow(0, 1), new SentenceWindow(1, 2), new SentenceWindow(2, 3));
  }

  @Property(tries = 300)
  void every_sentence_is_read_in_order_and_no_window_is_too_long(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 20) Integer> sentences,
      @ForAll @IntRange(min = 20, max = 60) int most) {
    int[] tokens = sentences.stream().mapToInt(Integer::intValue).toArray();
    int next = 0;
    int from = -1;
    for (SentenceWindow window : SentenceWindow.over(tokens, most)) {
      assertThat(window.from()).isGreaterThan(from).isLessThanOrEqualTo(next);
      assertThat(window.to()).isGreaterThan(next);
      int sum = 0;
      for (int i = window.from(); i < window.to(); i++) {
        sum += tokens[i];
      }
      assertThat(sum).isLessThanOrEqualTo(most);
      from = window.from();
      next = window.to();
    }
    assertThat(next).isEqualTo(tokens.length);
  }
}
